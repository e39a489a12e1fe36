package website

import (
	"bytes"

	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/source"
)

// Policy is the Content-Security-Policy of every page, which its head states (CSP Level 3 §3.3). Only the site's own
// files are used, and nothing that stands in the text of a page runs or dresses it: there is no unsafe-inline. Film and
// sound may come from elsewhere, when raw-html lets them in; the page's own script may ask its own site, as the
// preview's does.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self' https:; " +
	"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// HeaderPolicy is the policy as a server sends it: who may frame a page can only be said there (CSP Level 3 §6.4.2).
const HeaderPolicy = Policy + "; frame-ancestors 'self'"

// headersFile says which headers a server is to send, in the form that Netlify and Cloudflare Pages read of themselves
// and that is plain enough to be copied into the settings of others.
const headersFile = "_headers"

func headers() output.File {
	return output.File{Path: headersFile, Data: []byte("# The headers of this site. Netlify and Cloudflare Pages read this file; for other servers, put the values into their settings.\n" +
		"/*\n  Content-Security-Policy: " + HeaderPolicy + "\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n")}
}

var policyMissing = diag.NewKind("policy-missing", diag.Warning,
	"pages made with this template have no Content-Security-Policy", "用该模板生成的页面没有 Content-Security-Policy",
	"put this into its head: <meta http-equiv=\"Content-Security-Policy\" content=\"{{.Policy}}\">", "请在 head 中加入：<meta http-equiv=\"Content-Security-Policy\" content=\"{{.Policy}}\">")

// unguarded returns a message when a page states no policy: a book's own templates may have left it out.
func unguarded(files []output.File) []diag.Message {
	for _, f := range files {
		if bytes.HasSuffix([]byte(f.Path), []byte(".html")) && !bytes.Contains(f.Data, []byte(`http-equiv="Content-Security-Policy"`)) {
			return []diag.Message{policyMissing.At(source.Whole("templates/website/parts/head.html"))}
		}
	}
	return nil
}
