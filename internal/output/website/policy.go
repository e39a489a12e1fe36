package website

import (
	"bytes"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/source"
)

// Policy is the Content-Security-Policy of every page, in a meta element (CSP Level 3 §3.3). Pages use only the site's
// own files. Without unsafe-inline no script or style in the text of a page takes effect. Film and sound may come from
// other sites, if raw-html allows them. A script may send requests to its own site, as the preview's does.
const Policy = upToPictures + afterPictures

const (
	upToPictures  = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
	afterPictures = "; font-src 'self'; media-src 'self' https:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)

// fromElsewhere is the policy of a book that has pictures on the web. Their hosts are not named, because they send
// browsers on to others.
const fromElsewhere = upToPictures + " https: http:" + afterPictures

// PreviewPolicy is the policy that the preview sends with every book. That of a page is narrower where its book has no
// pictures on the web.
const PreviewPolicy = fromElsewhere + ancestors

const ancestors = "; frame-ancestors 'self'"

// policy returns the policy of a page, by whether the book has pictures on the web.
func policy(remote bool) string {
	if remote {
		return fromElsewhere
	}
	return Policy
}

// hasRemotePictures reports whether a picture of the editions is on the web.
func hasRemotePictures(editions []*book.Edition) (found bool) {
	v := book.Visitor{
		Block: func(b book.Block) bool {
			f, ok := b.(*book.Figure)
			found = found || ok && book.Remote(f.Src)
			return !found
		},
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				if raw, ok := in.(*book.RawHTML); ok && raw.As != nil {
					in = raw.As
				}
				i, ok := in.(*book.Image)
				found = found || ok && book.Remote(i.Src)
			})
		},
	}
	for _, ed := range editions {
		for i := range ed.Sections {
			if ch := ed.Sections[i].Chapter; ch != nil && !found {
				ch.Walk(v)
				for _, n := range ch.Notes {
					book.Walk(n.Blocks, v)
				}
			}
		}
	}
	return found
}

// HeaderPolicy is the policy as a server sends it. Only a header can say who may frame a page (CSP Level 3 §6.4.2).
const HeaderPolicy = Policy + ancestors

// headersFile lists the headers that a server should send, in the form that Netlify and Cloudflare Pages read and that
// can be copied into the settings of other servers.
const headersFile = "_headers"

func headers(remote bool) output.File {
	return output.File{Path: headersFile, Data: []byte("# The headers of this site. Netlify and Cloudflare Pages read this file; for other servers, put the values into their settings.\n" +
		"/*\n  Content-Security-Policy: " + policy(remote) + ancestors + "\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n")}
}

var policyMissing = diag.NewKind("policy-missing", diag.Warning,
	"pages made with this template have no Content-Security-Policy", "用该模板生成的页面没有 Content-Security-Policy",
	"put this into its head: <meta http-equiv=\"Content-Security-Policy\" content=\"{{.Policy}}\">", "请在 head 中加入：<meta http-equiv=\"Content-Security-Policy\" content=\"{{.Policy}}\">")

// unguarded returns a message if a page has no policy, because a book's own templates may have left it out.
func unguarded(files []output.File) []diag.Message {
	for _, f := range files {
		if bytes.HasSuffix([]byte(f.Path), []byte(".html")) && !bytes.Contains(f.Data, []byte(`http-equiv="Content-Security-Policy"`)) {
			return []diag.Message{policyMissing.At(source.Whole("templates/website/parts/head.html"))}
		}
	}
	return nil
}
