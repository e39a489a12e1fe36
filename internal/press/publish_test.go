package press

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/diag"
	"keben/internal/output"
)

func TestTenBuildsAtOnceComeToTheSameAsOne(t *testing.T) {
	dir := bilingual(t)
	lone := filepath.Join(t.TempDir(), "lone")
	if res, err := Build(context.Background(), Options{Dir: dir, Out: lone}); err != nil || res.Failed(false) {
		t.Fatal(err, texts(res.Messages))
	}
	want := written(t, lone)
	out := filepath.Join(t.TempDir(), "out")
	type end struct {
		res Result
		err error
	}
	ends := make(chan end)
	for range 10 {
		go func() {
			res, err := Build(context.Background(), Options{Dir: dir, Out: out})
			ends <- end{res, err}
		}()
	}
	done := 0
	for range 10 {
		e := <-ends
		switch {
		case e.err != nil:
			t.Error(e.err)
		case !e.res.Failed(false):
			done++
		case len(e.res.Messages) != 1 || e.res.Messages[0].Kind.ID != "output-in-use":
			t.Errorf("a build failed otherwise: %v", texts(e.res.Messages))
		}
	}
	if done == 0 {
		t.Error("no build succeeded")
	}
	t.Logf("of ten builds at once %d succeeded and %d refused", done, 10-done)
	if d := cmp.Diff(want, written(t, out)); d != "" {
		t.Error(d)
	}
}

func TestCheckAndPreviewSayThatABuildWasInterrupted(t *testing.T) {
	dir := bilingual(t)
	if res, err := Build(context.Background(), Options{Dir: dir}); err != nil || res.Failed(false) {
		t.Fatal(err, texts(res.Messages))
	}
	said := func() (check, preview bool) {
		t.Helper()
		is := func(ms []diag.Message) bool {
			for _, m := range ms {
				if m.Kind.ID == "output-interrupted" {
					return true
				}
			}
			return false
		}
		res, err := Check(context.Background(), Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		s := NewSession(Options{Dir: dir})
		defer s.Close()
		p, err := s.Build(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return is(res.Messages), is(p.Messages)
	}
	if c, p := said(); c || p {
		t.Error("a finished build counts as interrupted")
	}
	if err := os.Mkdir(filepath.Join(dir, output.Folder, ".keben-build"), 0o755); err != nil {
		t.Fatal(err)
	}
	if c, p := said(); !c || !p {
		t.Errorf("check says it: %v, the preview says it: %v", c, p)
	}
	if res, err := Build(context.Background(), Options{Dir: dir}); err != nil || len(res.Messages) > 0 {
		t.Error(err, texts(res.Messages))
	}
	if c, p := said(); c || p {
		t.Error("after a build it still counts as interrupted")
	}
}
