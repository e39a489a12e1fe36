package pdf

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/forme"
	"keben/internal/geom"
)

func TestPageLabelsRunOn(t *testing.T) {
	for _, c := range []struct{ labels, want string }{
		{"i ii iii iv 1 2 3", "0 <</S /r /St 1>>4 <</S /D /St 1>>"},
		{"i ii - - v 1", "0 <</S /r /St 1>>5 <</S /D /St 1>>"}, // blank pages count
		{"- - iii iv", "0 <</S /r /St 1>>"},
		{"- - 1 2", "0 <<>>1 <<>>2 <</S /D /St 1>>"}, // nothing comes before 1
		{"A-1 A-2 B-1", "0 <</P (A-)/S /D /St 1>>2 <</P (B-)/S /D /St 1>>"},
		{"I II IV", "0 <</S /R /St 1>>2 <</S /R /St 4>>"},
		{"封面 1", "0 <</P <FEFF5C019762>>>1 <</S /D /St 1>>"},
		{"007 iiii Iv 0", "0 <</P (007)>>1 <</P (iiii)>>2 <</P (Iv)>>3 <</P (0)>>"},
		{"99999999999999999999", "0 <</P (99999999999999999999)>>"},
	} {
		var pages []forme.Page
		for l := range strings.FieldsSeq(c.labels) {
			pages = append(pages, forme.Page{Label: strings.Trim(l, "-")})
		}
		want := "/PageLabels <</Nums [" + c.want + "]>>"
		if got := pageLabels(pages); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.labels, got, want)
		}
	}
	if got := pageLabels(make([]forme.Page, 3)); got != "" {
		t.Error(got)
	}
}

func TestOutlineIsOpenToItsFirstLevel(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	for i, depth := range []int{0, 1, 2, 2, 1, 0, 4, -1} {
		b.doc.Outline = append(b.doc.Outline, forme.Bookmark{Title: fmt.Sprint("b", i), Depth: depth})
	}
	f := read(t, b.write(Options{}))
	var out strings.Builder
	var walk func(n, depth int)
	walk = func(n, depth int) {
		body := f.objects[n]
		title, _, _ := strings.Cut(body, "/Parent")
		count := ""
		if _, c, ok := strings.Cut(body, "/Count "); ok {
			count = " " + strings.Trim(c, ">")
		}
		fmt.Fprintf(&out, "%s%s%s\n", strings.Repeat(" ", depth), strings.TrimPrefix(title, "<</Title "), count)
		if strings.Contains(body, "/First") {
			walk(f.follow(n, "First"), depth+1)
		}
		if strings.Contains(body, "/Next") {
			next := f.follow(n, "Next")
			if f.follow(next, "Prev") != n {
				t.Errorf("%s: Prev does not lead back", f.objects[next])
			}
			walk(next, depth)
		}
	}
	walk(f.follow(f.find("/Type /Outlines"), "First"), 0)
	if got, want := out.String(), "(b0)  2\n (b1)  -2\n  (b2) \n  (b3) \n (b4) \n(b5)  1\n (b6) \n(b7) \n"; got != want {
		t.Errorf("got\n%s", got)
	}
	if root := f.objects[f.find("/Type /Outlines")]; !strings.Contains(root, "/Count 6>>") {
		t.Error(root)
	}
}

func TestLinksHaveOneAnnotationForEachArea(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	b.doc.Dests["注"] = forme.Dest{At: geom.Point{X: 5 * geom.Pt, Y: 7 * geom.Pt}}
	link := b.element(b.element(-1, "P"), "Link")
	for range 2 {
		b.put(link, 40*geom.Pt, "链接")
		b.link(link, 40*geom.Pt, 60*geom.Pt, forme.Link{Dest: "注", Text: "注释"})
		b.skip()
	}
	b.link(link, 0, geom.Pt, forme.Link{Dest: "gone", Text: "nothing"})
	b.link(link, 0, geom.Pt, forme.Link{URI: "https://例.com/a b(c)\\"})
	f := read(t, b.write(Options{}))
	annots := f.kids(f.pages()[0], "Annots")
	if len(annots) != 3 {
		t.Fatalf("%d annotations", len(annots))
	}
	for i, want := range []string{
		"/Rect [40 532.775 60 545.275] /Border [0 0 0] /F 4 /Contents <FEFF6CE891CA> /StructParent %d /Dest <FEFF6CE8>",
		"/Rect [40 512.775 60 525.275] /Border [0 0 0] /F 4 /Contents <FEFF6CE891CA> /StructParent %d /Dest <FEFF6CE8>",
		`/Contents <FEFF00680074007400700073003A002F002F4F8B002E0063006F006D002F00610020006200280063002900` + `5C> /StructParent %d /A <</S /URI /URI (https://%E4%BE%8B.com/a%20b\(c\)\\)>>`,
	} {
		if got := f.objects[annots[i]]; !strings.Contains(got, fmt.Sprintf(strings.ReplaceAll(want, "%E4%BE%8B.com/a%20b", "%%E4%%BE%%8B.com/a%%20b"), annots[i])) {
			t.Errorf("annotation %d: %s", i, got)
		}
	}
	if got, want := f.structure(), "Document P\n  P Link\n    Link p0:0 objr objr objr\n"; got != want {
		t.Errorf("structure\n%s", got)
	}
	f.find("<</Names [<FEFF6CE8> [" + fmt.Sprint(f.pages()[0]) + " 0 R /XYZ 5 588.275 null]]>>")
}

// A Roman number is written figure by figure, from tables of ten.
func TestRomanNumbersAreWrittenFigureByFigure(t *testing.T) {
	tens := func(one, five, ten string) []string {
		return []string{"", one, one + one, one + one + one, one + five, five, five + one, five + one + one, five + one + one + one, one + ten}
	}
	thousands, hundreds, dozens, ones := tens("m", "", ""), tens("c", "d", "m"), tens("x", "l", "c"), tens("i", "v", "x")
	for n := range 4000 {
		if want := thousands[n/1000] + hundreds[n/100%10] + dozens[n/10%10] + ones[n%10]; roman(n) != want {
			t.Fatalf("%d is %s, want %s", n, roman(n), want)
		}
	}
}
