package quads_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
)

// thorough reports whether `make faults` asks for every case.
func thorough() bool { return os.Getenv("DOSSIER_FAULTS") != "" }

// step is one write of a fault test's workload: record nil deletes.
type step struct {
	article graph.IRI
	record  *graph.Record
}

// workload are puts, replacements and deletes, the same for the same seed.
func workload(seed uint64, n int) []step {
	g, rng := storetest.NewGenerator(seed), rand.New(rand.NewPCG(seed, 3))
	var out []step
	kept := map[int]bool{}
	for range n {
		i := rng.IntN(12)
		if kept[i] && rng.IntN(4) == 0 {
			delete(kept, i)
			out = append(out, step{graph.IRI(fmt.Sprintf("article/a%05d", i)), nil})
			continue
		}
		kept[i] = true
		r := g.Record(i)
		out = append(out, step{r.Article.IRI, &r})
	}
	return out
}

func (s step) apply(ctx context.Context, st *quads.Store) error {
	if s.record == nil {
		return st.Delete(ctx, s.article)
	}
	return st.Put(ctx, *s.record)
}

// after is what the store holds when the first n steps are done.
func after(steps []step, n int) map[graph.IRI]graph.Record {
	m := map[graph.IRI]graph.Record{}
	for _, s := range steps[:n] {
		if s.record == nil {
			delete(m, s.article)
		} else {
			m[s.article] = *s.record
		}
	}
	return m
}

// holds checks that a store verifies and holds exactly the records after n
// steps, or after the one more that was under way.
func holds(t *testing.T, st *quads.Store, steps []step, n int) {
	t.Helper()
	if err := st.Verify(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	got := map[graph.IRI]graph.Record{}
	for a, err := range st.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := st.Record(t.Context(), a.IRI)
		if err != nil {
			t.Fatal(err)
		}
		got[a.IRI] = r
	}
	same := func(want map[graph.IRI]graph.Record) bool {
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		return bytes.Equal(a, b)
	}
	if !same(after(steps, n)) && (n == len(steps) || !same(after(steps, n+1))) {
		t.Fatalf("the store holds %d articles, which is neither what %d acknowledged steps make nor one more", len(got), n)
	}
}

var errInjected = errors.New("injected error")

// TestWriteErrors lets each write of a run fail, one after the other, once or
// from then on, then loses what was not synced, and opens the store again.
func TestWriteErrors(t *testing.T) {
	steps := workload(21, 25)
	for _, once := range []bool{true, false} {
		for i := 0; ; i++ {
			mem := vfs.NewCrashableMem()
			n, done := int32(0), false
			var armed bool
			inj := errorfs.InjectorFunc(func(op errorfs.Op) error {
				if !armed || op.Kind.ReadOrWrite() != errorfs.OpIsWrite {
					return nil
				}
				n++
				if int(n) == i+1 || !once && int(n) > i+1 {
					done = true
					return errInjected
				}
				return nil
			})
			st, err := quads.Open(t.Context(), "db", quads.Options{FS: errorfs.Wrap(mem, serial(inj)), MemTable: 64 << 10})
			if err != nil {
				t.Fatal(err)
			}
			lock.Lock()
			armed = true
			lock.Unlock()
			acked := 0
			for _, s := range steps {
				if err = s.apply(t.Context(), st); err != nil {
					break
				}
				acked++
			}
			if err != nil && !errors.Is(err, errInjected) {
				t.Fatalf("write %d: %v", i, err)
			}
			if err := st.Close(); err != nil && !errors.Is(err, errInjected) {
				t.Fatalf("write %d: Close: %v", i, err)
			}
			lock.Lock()
			hit := done
			lock.Unlock()
			crashed := mem.CrashClone(vfs.CrashCloneCfg{})
			again, err := quads.Open(t.Context(), "db", quads.Options{FS: crashed})
			if err != nil {
				t.Fatalf("write %d: open after it: %v", i, err)
			}
			holds(t, again, steps, acked)
			if err := again.Close(); err != nil {
				t.Fatal(err)
			}
			if !hit {
				if i < 50 {
					t.Errorf("only %d writes were made", i)
				}
				break // every write has failed once
			}
			if !thorough() {
				i += 20
			}
		}
	}
}

// TestPutErrorIsFinal checks that after a failed write nothing is answered from
// a state that is not on disk.
func TestPutErrorIsFinal(t *testing.T) {
	mem := vfs.NewCrashableMem()
	toggle := &errorfs.Toggle{Injector: errorfs.InjectorFunc(func(op errorfs.Op) error {
		if op.Kind.ReadOrWrite() == errorfs.OpIsWrite {
			return &fs.PathError{Op: "write", Path: op.Path, Err: syscall.ENOSPC}
		}
		return nil
	})}
	st, err := quads.Open(t.Context(), "db", quads.Options{FS: errorfs.Wrap(mem, toggle)})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Put(t.Context(), storetest.Sample()); err != nil {
		t.Fatal(err)
	}
	toggle.On()
	r := storetest.NewGenerator(1).Record(1)
	for range 2 {
		if err := st.Put(t.Context(), r); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Put on a full disk: %v", err)
		}
	}
	toggle.Off()
	if _, err := st.Record(t.Context(), "article/burns"); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a read of a store that failed: %v", err)
	}
	if err := st.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Close: %v", err)
	}
	if st, err = quads.Open(t.Context(), "db", quads.Options{FS: mem.CrashClone(vfs.CrashCloneCfg{})}); err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := errors.Join(st.Verify(t.Context(), nil), st.Put(t.Context(), r)); err != nil {
		t.Error(err)
	}
}

// TestKilled kills a process that puts, deletes and compacts at random moments
// and opens what it leaves.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("DOSSIER_VICTIM"); dir != "" {
		victim(t, dir)
		return
	}
	times := 4
	if thorough() {
		times, _ = strconv.Atoi(os.Getenv("DOSSIER_FAULTS"))
		times = max(times, 200)
	}
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	dir := t.TempDir()
	steps := workload(33, 4000)
	at := 0
	for range times {
		if at > len(steps)-500 {
			at, dir = 0, t.TempDir()
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "DOSSIER_VICTIM="+dir, fmt.Sprint("DOSSIER_FROM=", at))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		in := bufio.NewReader(out)
		limit, began := rng.IntN(60), time.Time{}
		wait := time.Duration(rng.IntN(30)) * time.Millisecond
		killed := false
		var last string
		for {
			line, err := in.ReadString('\n')
			if line != "" {
				last = line
			}
			if n, ok := strings.CutPrefix(strings.TrimSpace(line), "acked "); ok {
				if at, err = strconv.Atoi(n); err != nil {
					t.Fatal(err)
				}
				limit--
			}
			if err == io.EOF {
				break
			}
			if limit <= 0 && !killed {
				if began.IsZero() {
					began = time.Now()
				}
				if time.Since(began) >= wait {
					killed = true
					if err := cmd.Process.Kill(); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		if err := cmd.Wait(); err == nil || !killed {
			t.Fatalf("the process ended by itself: %v %s %s", err, last, stderr.String())
		}
		st, err := quads.Open(t.Context(), dir, quads.Options{})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, st, steps, at)
		// The step under way may have been done: the next process starts after what is there.
		at = len(steps)
		for n := range steps {
			if same(t, st, after(steps, n)) {
				at = n
			}
			if n > 0 && at < n-20 {
				break
			}
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func same(t *testing.T, st *quads.Store, want map[graph.IRI]graph.Record) bool {
	n := 0
	for a, err := range st.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if want[a.IRI].Article.Hash != a.Hash {
			return false
		}
	}
	return n == len(want)
}

// TestLoadKilled kills a bulk load at random moments and resumes it until it is
// through: the store is then what an undisturbed load makes.
func TestLoadKilled(t *testing.T) {
	if dir := os.Getenv("DOSSIER_LOADS"); dir != "" {
		quads.SetRunSize(t, 200)
		st, err := quads.Open(t.Context(), filepath.Join(dir, "db"), quads.Options{})
		if err != nil {
			t.Fatal(err)
		}
		in, err := os.Open(filepath.Join(dir, "dump"))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(st.Load(t.Context(), in, nil), st.Close()); err != nil {
			t.Fatal(err)
		}
		return
	}
	rounds := 1
	if thorough() {
		rounds = 20
	}
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	want := dump(t, generated(t, 60))
	for range rounds {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "dump"), want, 0o644); err != nil {
			t.Fatal(err)
		}
		kills := 0
		for wait := 20; ; wait += 10 { // so that it comes to its end at last
			cmd := exec.Command(os.Args[0], "-test.run=^TestLoadKilled$")
			cmd.Env = append(os.Environ(), "DOSSIER_LOADS="+dir)
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(rng.IntN(wait))*time.Millisecond, func() { _ = cmd.Process.Kill() })
			err := cmd.Wait()
			timer.Stop()
			if err == nil {
				break
			}
			if cmd.ProcessState.Exited() {
				t.Fatalf("the load failed: %s", out.String())
			}
			kills++
		}
		st, err := quads.Open(t.Context(), filepath.Join(dir, "db"), quads.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Verify(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, st); !bytes.Equal(got, want) {
			t.Fatalf("after %d kills the dump differs", kills)
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFullDisk fills a small file system, where the test may mount one.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("needs to mount a file system of 4 MB: %v %s", err, out)
	}
	defer func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	}()
	db := filepath.Join(dir, "db")
	st, err := quads.Open(t.Context(), db, quads.Options{MemTable: 256 << 10})
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.NewGenerator(77)
	var kept []graph.Record
	for {
		r := g.Record(len(kept))
		if err = st.Put(t.Context(), r); err != nil {
			break
		}
		kept = append(kept, r)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("a full disk gave: %v", err)
	}
	if err := st.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Close: %v", err)
	}
	// With room again, all that was acknowledged is there.
	if out, err := exec.Command("mount", "-o", "remount,size=64m", dir).CombinedOutput(); err != nil {
		t.Fatalf("remount: %v %s", err, out)
	}
	if st, err = quads.Open(t.Context(), db, quads.Options{}); err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	for _, want := range kept {
		got, err := st.Record(t.Context(), want.Article.IRI)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); a != b {
			t.Fatalf("%s is another after the disk was full", want.Article.IRI)
		}
	}
	if len(kept) < 20 {
		t.Errorf("only %d articles fit", len(kept))
	}
}

// victim writes until it is killed.
func victim(t *testing.T, dir string) {
	st, err := quads.Open(t.Context(), dir, quads.Options{MemTable: 64 << 10})
	if err != nil {
		t.Fatal(err)
	}
	from, _ := strconv.Atoi(os.Getenv("DOSSIER_FROM"))
	for i, s := range workload(33, 4000)[from:] {
		if err := s.apply(t.Context(), st); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("acked %d\n", from+i+1)
	}
	t.Fatal("not killed")
}

// TestDamagedFiles flips bytes in the files of a store and cuts them: it must
// not open, or Verify must say so, or nothing that is read may be other than
// it was. It must never crash.
func TestDamagedFiles(t *testing.T) {
	base := t.TempDir()
	steps := workload(5, 30)
	st, err := quads.Open(t.Context(), base, quads.Options{MemTable: 64 << 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		if err := s.apply(t.Context(), st); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	times := 40
	if thorough() {
		times = 1000
	}
	rng := rand.New(rand.NewPCG(8, 8))
	noticed := 0
	for i := range times {
		dir := t.TempDir()
		files := copyDir(t, base, dir)
		name := files[rng.IntN(len(files))]
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(b) == 0 {
			continue
		}
		if i%3 == 0 {
			b = b[:rng.IntN(len(b))]
		} else {
			b[rng.IntN(len(b))] ^= byte(1 + rng.IntN(255))
		}
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		st, err := quads.Open(t.Context(), dir, quads.Options{ReadOnly: i%2 == 0})
		if err != nil {
			noticed++
			continue
		}
		if err := st.Verify(t.Context(), nil); err != nil {
			noticed++
		} else if !same(t, st, after(steps, len(steps))) {
			// What is lost with the end of a log is lost whole, as by a crash.
			whole := false
			for n := range steps {
				whole = whole || same(t, st, after(steps, n))
			}
			if !whole {
				t.Errorf("damage to %s was read as if it were true", filepath.Base(name))
			}
		}
		_ = st.Close() // may find what Verify did not look at
	}
	if noticed < times/4 {
		t.Errorf("of %d damages %d were noticed", times, noticed)
	}
}

func copyDir(t *testing.T, from, to string) []string {
	t.Helper()
	list, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		if e.IsDir() || e.Name() == "LOCK" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(to, e.Name())
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
