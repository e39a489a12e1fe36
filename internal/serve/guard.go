package serve

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"keben/internal/output/website"
)

// guard refuses requests that were not meant for this server. A manuscript is private, and any page on the web may make
// a browser send requests to this machine:
//
//   - a request must name this machine as its host: a foreign name that has been pointed at it (DNS rebinding)
//     does not;
//   - a request that a page makes must come from a page of this server (Origin, and Sec-Fetch-Site where the
//     browser says it), unless the reader is following a link;
//   - no request changes anything, so only GET and HEAD are allowed.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", website.PreviewPolicy)
		h.Set("Referrer-Policy", "same-origin")
		switch {
		case !loopback(r.Host):
			http.Error(w, "this server answers to localhost only", http.StatusForbidden)
		case !sameOrigin(r):
			http.Error(w, "this server answers to its own pages only", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// loopback reports whether a Host header, "name" or "name:port", names this machine. The port is ignored, because it is
// another one behind a tunnel, and a foreign name is foreign at any port.
func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Zone() == "" && addr.IsLoopback()
}

// sameOrigin reports whether a request comes from a page of this server, or from no page.
func sameOrigin(r *http.Request) bool {
	if origin, sent := r.Header["Origin"]; sent && (len(origin) != 1 || !strings.EqualFold(origin[0], "http://"+r.Host) && !strings.EqualFold(origin[0], "https://"+r.Host)) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}
