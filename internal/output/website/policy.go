package website

import (
	"bytes"

	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/source"
)

// Policy is the Content-Security-Policy of every page, in a meta element (CSP Level 3 §3.3). Pages use only the site's
// own files. Without unsafe-inline no script or style in the text of a page takes effect. Film and sound may come from
// other sites, if raw-html allows them. A script may send requests to its own site, as the preview's does.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self' https:; " +
	"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// HeaderPolicy is the policy as a server sends it. Only a header can say who may frame a page (CSP Level 3 §6.4.2).
const HeaderPolicy = Policy + "; frame-ancestors 'self'"

// headersFile lists the headers that a server should send, in the form that Netlify and Cloudflare Pages read and that
// can be copied into the settings of other servers.
const headersFile = "_headers"

func headers() output.File {
	return output.File{Path: headersFile, Data: []byte("# The headers of this site. Netlify and Cloudflare Pages read this file; for other servers, put the values into their settings.\n" +
		"/*\n  Content-Security-Policy: " + HeaderPolicy + "\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n")}
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
