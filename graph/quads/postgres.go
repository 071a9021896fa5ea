package quads

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"dossier/graph"
	"dossier/graph/quads/pebblestore"

	cayley "github.com/cayleygraph/cayley/graph"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx" of Cayley's SQL backend
)

// IsPostgres reports whether a store's path is a PostgreSQL URL.
func IsPostgres(path string) bool {
	return strings.HasPrefix(path, "postgres://") || strings.HasPrefix(path, "postgresql://")
}

// pgFlavor is the name under which PostgreSQL through pgx is known to Cayley.
const pgFlavor = "dossier-postgres"

// pgFormat is the version of the tables in PostgreSQL.
const pgFormat = 1

var registerPostgres = sync.OnceFunc(func() {
	csql.Register(pgFlavor, csql.Registration{
		Driver: "pgx", HashType: "BYTEA", BytesType: "BYTEA", HorizonType: "BIGSERIAL", TimeType: "timestamp with time zone",
		QueryDialect: csql.QueryDialect{
			RegexpOp:    "~",
			FieldQuote:  func(s string) string { return pgx.Identifier{s}.Sanitize() },
			Placeholder: func(n int) string { return fmt.Sprintf("$%d", n) },
		},
		ConditionalIndexes: true,
		FillFactor:         true,
		Error: func(err error) error {
			var pe *pgconn.PgError
			if errors.As(err, &pe) && pe.Code == "42P07" {
				return cayley.ErrDatabaseExists
			}
			return err
		},
		Estimated: func(table string) string {
			return "SELECT reltuples::BIGINT AS estimate FROM pg_class WHERE relname='" + table + "';"
		},
		RunTx: writeDeltas,
	})
})

// postgres keeps quads in the tables of Cayley's SQL backend (nodes, quads), so
// that Cayley's own queries read them, and the tables beside them in
// dossier_raw. A change is one transaction; an advisory lock lets one of them
// run at a time, whatever process it comes from.
type postgres struct {
	pool   *pgxpool.Pool
	qs     cayley.QuadStore
	closed atomic.Bool
}

// pgLock is the key of the advisory lock of changes.
const pgLock = 0x646f7373

// openPostgres opens or makes the store in a database. Any number of processes
// may write: their changes wait for each other. The tables are made in the
// first schema of the search path, which the URL can set (?search_path=…).
func openPostgres(ctx context.Context, url string, opts Options) (*Store, error) {
	registerPostgres()
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the store's URL: %w", err)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	p := &postgres{pool: pool}
	if err := p.prepare(ctx, url, opts); err != nil {
		pool.Close()
		return nil, err
	}
	if p.qs, err = csql.New(pgFlavor, url, nil); err != nil {
		pool.Close()
		return nil, err
	}
	return &Store{p, opts.Observe}, nil
}

// prepare makes the tables where there are none and checks their format.
func (p *postgres) prepare(ctx context.Context, url string, opts Options) error {
	conn, err := p.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", pgLock); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", pgLock) //nolint:errcheck // released with the connection at the latest
	var format *int
	err = conn.QueryRow(ctx, "SELECT CASE WHEN to_regclass('dossier_format') IS NULL THEN NULL ELSE 0 END").Scan(&format)
	if err != nil {
		return err
	}
	if format == nil {
		if opts.MustExist || opts.ReadOnly {
			return fmt.Errorf("there is no store in this database: %w", graph.ErrNotFound)
		}
		if err := csql.Init(pgFlavor, url, nil); err != nil && !errors.Is(err, cayley.ErrDatabaseExists) {
			return fmt.Errorf("make Cayley's tables: %w", err)
		}
		_, err := conn.Exec(ctx, `CREATE INDEX IF NOT EXISTS dossier_label ON quads (label_hash);
			CREATE TABLE IF NOT EXISTS dossier_raw (key BYTEA PRIMARY KEY, value BYTEA NOT NULL);
			CREATE TABLE dossier_format (format INT NOT NULL);
			INSERT INTO dossier_format VALUES (`+fmt.Sprint(pgFormat)+`)`)
		return err
	}
	if err := conn.QueryRow(ctx, "SELECT format FROM dossier_format").Scan(&format); err != nil {
		return fmt.Errorf("%w: its format can't be read: %v", graph.ErrCorrupt, err)
	}
	if *format > pgFormat {
		return fmt.Errorf("the store has format %d, this program knows %d: %w", *format, pgFormat, graph.ErrNewer)
	}
	return nil
}

func (p *postgres) Close() error {
	if p.closed.Swap(true) {
		return nil
	}
	err := p.qs.Close()
	p.pool.Close()
	return err
}

func (p *postgres) diskUsage() int64 {
	var n int64
	err := p.pool.QueryRow(context.Background(), `SELECT pg_total_relation_size('nodes') + pg_total_relation_size('quads') + pg_total_relation_size('dossier_raw')`).Scan(&n)
	if err != nil {
		return 0
	}
	return n
}

func (p *postgres) snapshot() (state, error) {
	if p.closed.Load() {
		return nil, graph.ErrClosed
	}
	ctx := context.Background()
	tx, err := p.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, p.error(err)
	}
	// The state is that of the first statement.
	if _, err := tx.Exec(ctx, "SELECT 1"); err != nil {
		return nil, errors.Join(p.error(err), tx.Rollback(ctx))
	}
	return &pgView{p: p, tx: tx}, nil
}

// error says what a failure after closing is.
func (p *postgres) error(err error) error {
	if err != nil && p.closed.Load() {
		return fmt.Errorf("%w: %v", graph.ErrClosed, err)
	}
	return err
}

// pgView reads within one transaction, one statement at a time.
type pgView struct {
	p  *postgres
	mu sync.Mutex
	tx pgx.Tx
}

func (v *pgView) Closed() bool { return v.p.closed.Load() }

func (v *pgView) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	err := v.tx.Rollback(context.Background())
	if errors.Is(err, pgx.ErrTxClosed) || v.p.closed.Load() {
		return nil
	}
	return err
}

func (v *pgView) Get(key []byte) ([]byte, error) { return v.get(context.Background(), key) }

func (v *pgView) get(ctx context.Context, key []byte) ([]byte, error) {
	if v.Closed() {
		return nil, graph.ErrClosed
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return rawValue(v.tx.QueryRow(ctx, "SELECT value FROM dossier_raw WHERE key = $1", key), v.p)
}

func rawValue(row pgx.Row, p *postgres) ([]byte, error) {
	var value []byte
	err := row.Scan(&value)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err == nil && value == nil {
		value = []byte{}
	}
	return value, p.error(err)
}

// pgPage is how many pairs a scan fetches at once.
const pgPage = 2000

func (v *pgView) Scan(ctx context.Context, prefix, from []byte) iter.Seq2[pair, error] {
	return func(yield func(pair, error) bool) {
		start := prefix
		if len(from) > 0 {
			start = from
		}
		for after := false; ; after = true {
			page, err := v.page(ctx, start, pebblestore.After(prefix), after)
			if err != nil {
				yield(pair{}, err)
				return
			}
			for _, pr := range page {
				if !yield(pr, nil) {
					return
				}
			}
			if len(page) < pgPage {
				return
			}
			start = page[len(page)-1].Key
		}
	}
}

func (v *pgView) page(ctx context.Context, start, end []byte, after bool) ([]pair, error) {
	if v.Closed() {
		return nil, graph.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	op := ">="
	if after {
		op = ">"
	}
	if start == nil {
		start = []byte{}
	}
	query := "SELECT key, value FROM dossier_raw WHERE key " + op + " $1 ORDER BY key LIMIT $2"
	args := []any{start, pgPage}
	if end != nil {
		query = "SELECT key, value FROM dossier_raw WHERE key " + op + " $1 AND key < $3 ORDER BY key LIMIT $2"
		args = append(args, end)
	}
	rows, err := v.tx.Query(ctx, query, args...)
	if err != nil {
		return nil, v.p.error(err)
	}
	page, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (pr pair, err error) {
		err = row.Scan(&pr.Key, &pr.Value)
		return pr, err
	})
	return page, v.p.error(err)
}

func (v *pgView) seek([]byte) (seeker, error) { return pgSeeker{v}, nil }

type pgSeeker struct{ v *pgView }

func (s pgSeeker) Get(ctx context.Context, key []byte) ([]byte, error) { return s.v.get(ctx, key) }
func (s pgSeeker) Close()                                              {}

func (v *pgView) Stats(ctx context.Context, _ bool) (st cayley.Stats, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	st.Nodes.Exact, st.Quads.Exact = true, true
	err = v.tx.QueryRow(ctx, "SELECT (SELECT count(*) FROM nodes), (SELECT count(*) FROM quads)").Scan(&st.Nodes.Size, &st.Quads.Size)
	return st, v.p.error(err)
}

func (v *pgView) has(ctx context.Context, q quad.Quad) (ok bool, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	h := hashes(q)
	err = v.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM quads WHERE subject_hash = $1 AND predicate_hash = $2 AND object_hash = $3 AND label_hash IS NOT DISTINCT FROM $4)`,
		h[0], h[1], h[2], h[3]).Scan(&ok)
	return ok, v.p.error(err)
}

// verify checks that nodes count how often quads use them; that quads name
// nodes is PostgreSQL's own care, and so are its indexes.
func (v *pgView) verify(ctx context.Context) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	var wrong int64
	err := v.tx.QueryRow(ctx, `SELECT count(*) FROM nodes LEFT JOIN (
		SELECT hash, count(*) AS n FROM (
			SELECT subject_hash AS hash FROM quads UNION ALL SELECT predicate_hash FROM quads UNION ALL
			SELECT object_hash FROM quads UNION ALL SELECT label_hash FROM quads WHERE label_hash IS NOT NULL) AS used
		GROUP BY hash) AS uses USING (hash) WHERE refs IS DISTINCT FROM n`).Scan(&wrong)
	if err == nil && wrong > 0 {
		return fmt.Errorf("%w: %d terms have another number of uses than they say", graph.ErrCorrupt, wrong)
	}
	return v.p.error(err)
}

// quadStore is Cayley's own SQL store, which lets nothing be wrapped around it:
// names with underscores for spaces are not understood here.
func (v *pgView) quadStore(bool) cayley.QuadStore { return v.p.qs }

// hashes are a quad's terms as Cayley's tables have them; nil is none.
func hashes(q quad.Quad) (h [4][]byte) {
	for i := range h {
		if v := q.Get(quad.Subject + quad.Direction(i)); v != nil {
			h[i] = quad.HashOf(v)
		}
	}
	return h
}

// pgChanges gathers changes and sends them in a few statements at the end.
type pgChanges struct {
	p     *postgres
	ctx   context.Context
	tx    pgx.Tx
	raw   map[string][]byte // nil deletes
	quads map[quad.Quad]bool
	order []quad.Quad
	done  bool
}

func (p *postgres) begin(ctx context.Context) (changes, error) {
	if p.closed.Load() {
		return nil, graph.ErrClosed
	}
	tx, err := p.pool.Begin(ctx)
	if err != nil {
		return nil, p.error(err)
	}
	if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", pgLock); err != nil {
		return nil, errors.Join(p.error(err), tx.Rollback(context.WithoutCancel(ctx)))
	}
	return &pgChanges{p: p, ctx: ctx, tx: tx, raw: map[string][]byte{}, quads: map[quad.Quad]bool{}}, nil
}

func (c *pgChanges) Abort() {
	if !c.done {
		c.done = true
		_ = c.tx.Rollback(context.WithoutCancel(c.ctx))
	}
}

// Add and Remove report true always: whether the quad was there is found at the end.
func (c *pgChanges) Add(q quad.Quad) (bool, error)    { return c.set(q, true) }
func (c *pgChanges) Remove(q quad.Quad) (bool, error) { return c.set(q, false) }

func (c *pgChanges) set(q quad.Quad, add bool) (bool, error) {
	if _, ok := c.quads[q]; !ok {
		c.order = append(c.order, q)
	}
	c.quads[q] = add
	return true, nil
}

func (c *pgChanges) Put(key, value []byte) error {
	c.raw[string(key)] = append([]byte{}, value...)
	return nil
}

func (c *pgChanges) Drop(key []byte) error {
	c.raw[string(key)] = nil
	return nil
}

func (c *pgChanges) Get(key []byte) ([]byte, error) {
	if v, ok := c.raw[string(key)]; ok {
		return v, nil
	}
	return rawValue(c.tx.QueryRow(c.ctx, "SELECT value FROM dossier_raw WHERE key = $1", key), c.p)
}

func (c *pgChanges) Commit(ctx context.Context) error {
	if c.done {
		return errors.New("the changes have ended")
	}
	defer c.Abort()
	if err := c.commitRaw(ctx); err != nil {
		return c.p.error(err)
	}
	if err := c.commitQuads(ctx); err != nil {
		return c.p.error(err)
	}
	c.done = true
	return c.p.error(c.tx.Commit(ctx))
}

func (c *pgChanges) commitRaw(ctx context.Context) error {
	var keys, values, gone [][]byte
	for _, k := range sortedKeys(c.raw) {
		if v := c.raw[k]; v != nil {
			keys, values = append(keys, []byte(k)), append(values, v)
		} else {
			gone = append(gone, []byte(k))
		}
	}
	if len(gone) > 0 {
		if _, err := c.tx.Exec(ctx, "DELETE FROM dossier_raw WHERE key = ANY($1)", gone); err != nil {
			return err
		}
	}
	if len(keys) == 0 {
		return nil
	}
	_, err := c.tx.Exec(ctx, `INSERT INTO dossier_raw SELECT * FROM unnest($1::bytea[], $2::bytea[])
		ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`, keys, values)
	return err
}

// commitQuads brings the quads into a temporary table by COPY, finds those that
// are new or gone, and changes nodes and quads by them.
func (c *pgChanges) commitQuads(ctx context.Context) error {
	if len(c.order) == 0 {
		return nil
	}
	if _, err := c.tx.Exec(ctx, `CREATE TEMP TABLE IF NOT EXISTS dossier_new (s BYTEA, p BYTEA, o BYTEA, l BYTEA, add BOOLEAN) ON COMMIT DELETE ROWS`); err != nil {
		return err
	}
	rows := make([][]any, len(c.order))
	terms := map[string]quad.Value{}
	for i, q := range c.order {
		h := hashes(q)
		rows[i] = []any{h[0], h[1], h[2], h[3], c.quads[q]}
		if c.quads[q] {
			for d, b := range h {
				if b != nil {
					terms[string(b)] = q.Get(quad.Subject + quad.Direction(d))
				}
			}
		}
	}
	if _, err := c.tx.CopyFrom(ctx, pgx.Identifier{"dossier_new"}, []string{"s", "p", "o", "l", "add"}, pgx.CopyFromRows(rows)); err != nil {
		return err
	}
	// What is there already, or not there, is no change.
	const match = `quads.subject_hash = n.s AND quads.predicate_hash = n.p AND quads.object_hash = n.o AND quads.label_hash IS NOT DISTINCT FROM n.l`
	if _, err := c.tx.Exec(ctx, `DELETE FROM dossier_new AS n WHERE n.add = EXISTS (SELECT 1 FROM quads WHERE `+match+`)`); err != nil {
		return err
	}
	if err := c.insertNodes(ctx, terms); err != nil {
		return err
	}
	for _, stmt := range []string{
		`UPDATE nodes SET refs = refs + d.n FROM (
			SELECT hash, sum(CASE WHEN add THEN 1 ELSE -1 END) AS n FROM (
				SELECT s AS hash, add FROM dossier_new UNION ALL SELECT p, add FROM dossier_new UNION ALL
				SELECT o, add FROM dossier_new UNION ALL SELECT l, add FROM dossier_new WHERE l IS NOT NULL) AS uses
			GROUP BY hash) AS d WHERE nodes.hash = d.hash`,
		`DELETE FROM quads USING dossier_new AS n WHERE NOT n.add AND ` + match,
		`INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash, ts) SELECT s, p, o, l, now() FROM dossier_new WHERE add`,
		`DELETE FROM nodes USING (SELECT s AS hash FROM dossier_new UNION SELECT p FROM dossier_new UNION SELECT o FROM dossier_new UNION SELECT l FROM dossier_new) AS t
			WHERE nodes.hash = t.hash AND refs <= 0`,
		`DELETE FROM nodes WHERE refs = 0 AND hash = ANY($1)`,
	} {
		var args []any
		if strings.Contains(stmt, "$1") {
			all := make([][]byte, 0, len(terms))
			for h := range terms {
				all = append(all, []byte(h))
			}
			args = append(args, all)
		}
		if _, err := c.tx.Exec(ctx, stmt, args...); err != nil {
			return err
		}
	}
	return nil
}

// insertNodes makes the terms that are not there, with no uses yet.
func (c *pgChanges) insertNodes(ctx context.Context, terms map[string]quad.Value) error {
	var ids [][]byte
	for h := range terms {
		ids = append(ids, []byte(h))
	}
	slices.SortFunc(ids, bytes.Compare)
	texts, iris, floats := make([]*string, len(ids)), make([]*bool, len(ids)), make([]*float64, len(ids))
	yes := true
	for i, h := range ids {
		switch v := terms[string(h)].(type) {
		case quad.IRI:
			s := string(v)
			texts[i], iris[i] = &s, &yes
		case quad.String:
			s := strings.ReplaceAll(string(v), "\x00", `\x00`) // as Cayley does
			texts[i] = &s
		case quad.Float:
			f := float64(v)
			floats[i] = &f
		default:
			return fmt.Errorf("the layout has no values of type %T", v)
		}
	}
	_, err := c.tx.Exec(ctx, `INSERT INTO nodes (hash, refs, value_string, iri, value_float)
		SELECT h, 0, t, i, f FROM unnest($1::bytea[], $2::text[], $3::boolean[], $4::float8[]) AS u(h, t, i, f)
		ON CONFLICT (hash) DO NOTHING`, ids, texts, iris, floats)
	return err
}
