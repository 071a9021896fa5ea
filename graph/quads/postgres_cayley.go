package quads

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	graphlog "github.com/cayleygraph/cayley/graph/log"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/jackc/pgx/v5/pgconn"
)

// writeDeltas is the writing half of Cayley's SQL backend for PostgreSQL over
// pgx (its own is bound to lib/pq). dossier writes by COPY; this is for Cayley's
// own API and its conformance suite.
func writeDeltas(tx *sql.Tx, nodes []graphlog.NodeUpdate, quads []graphlog.QuadUpdate, opts cayley.IgnoreOpts) error {
	prepared := map[string]*sql.Stmt{}
	defer func() {
		for _, s := range prepared {
			_ = s.Close()
		}
	}()
	exec := func(query string, args ...any) error {
		stmt := prepared[query]
		if stmt == nil {
			var err error
			if stmt, err = tx.Prepare(query); err != nil {
				return err
			}
			prepared[query] = stmt
		}
		_, err := stmt.Exec(args...)
		var pe *pgconn.PgError
		if errors.As(err, &pe) && pe.Code == "23505" { // unique_violation
			return &cayley.DeltaError{Err: cayley.ErrQuadExists}
		}
		return err
	}
	for _, n := range nodes {
		kind, values, err := csql.NodeValues(csql.NodeHash{ValueHash: n.Hash}, n.Val)
		if err != nil {
			return err
		}
		places := make([]string, len(values)+1)
		for i := range places {
			places[i] = fmt.Sprintf("$%d", i+1)
		}
		err = exec("INSERT INTO nodes (refs, hash, "+strings.Join(kind.Columns(), ", ")+") VALUES ("+strings.Join(places, ", ")+
			") ON CONFLICT (hash) DO UPDATE SET refs = nodes.refs + EXCLUDED.refs", append([]any{n.RefInc}, values...)...)
		if err != nil {
			return err
		}
	}
	insert := "INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash, ts) VALUES ($1, $2, $3, $4, now())"
	if opts.IgnoreDup {
		insert += " ON CONFLICT DO NOTHING"
	}
	for _, q := range quads {
		dirs := make([]any, 0, 4)
		for _, h := range q.Quad.Dirs() {
			dirs = append(dirs, csql.NodeHash{ValueHash: h}.SQLValue())
		}
		if err := exec(insert, dirs...); err != nil {
			return err
		}
	}
	return nil
}
