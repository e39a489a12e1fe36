package svg

import (
	"strings"
	"testing"

	"keben/internal/diag"
)

func TestTry(t *testing.T) {
	p, ms := Rebuild(diag.NewSource("a.svg", []byte(`<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!DOCTYPE svg [<!ENTITY x "http://www.w3.org/2000/svg">]>
<svg xmlns="&x;" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50" onload="x()">
<style>@import "http://a/b.css"; .a, g > #b:hover{fill:red;stroke:u\72l(http://x); fill: url(#g) } @media (max-width: 3px){a{fill:blue!important}}</style>
<script>alert(1)</script>
<text x="1" style="font-family:'A B';-inkscape-x:1;behavior:url(x)">a <tspan>b</tspan> &amp; c</text>
<use xlink:href="#a"/><image xlink:href="http://x/y.png"/>
</svg>`)))
	t.Log(string(p.Data), p.Width, p.Height)
	for _, m := range ms {
		t.Log(m.Pos, m.Text("en"), m.Text("zh"))
	}
	_ = strings.TrimSpace
}
