package article

import (
	"encoding/json"
	"sort"
	"strings"
)

// markup is the metadata in a page's head: meta elements and JSON-LD.
type markup struct {
	meta   map[string][]string
	title  string
	link   string // canonical
	blobs  []string
	ldjson bool
	times  []string
	lang   string
}

func (m *markup) element(tag string, attr map[string]string) {
	m.ldjson = false
	switch tag {
	case "html":
		m.lang = attr["lang"]
	case "meta":
		key := attr["property"]
		if key == "" {
			key = attr["name"]
		}
		if key == "" {
			key = attr["itemprop"]
		}
		if key != "" && strings.TrimSpace(attr["content"]) != "" {
			if m.meta == nil {
				m.meta = map[string][]string{}
			}
			key = strings.ToLower(key)
			m.meta[key] = append(m.meta[key], strings.TrimSpace(attr["content"]))
		}
	case "link":
		if attr["rel"] == "canonical" {
			m.link = attr["href"]
		}
	case "time":
		if attr["datetime"] != "" {
			m.times = append(m.times, attr["datetime"])
		}
	case "script":
		m.ldjson = strings.HasPrefix(attr["type"], "application/ld+json")
	}
}

func (m *markup) raw(tag, text string) {
	switch {
	case tag == "title" && m.title == "":
		m.title = strings.Join(strings.Fields(unescape(fromPage(text, 0, len(text))).text), " ")
	case tag == "script" && m.ldjson:
		m.blobs = append(m.blobs, text)
	}
}

func (m *markup) first(keys ...string) string {
	for _, k := range keys {
		if v := m.meta[k]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// claimMarkup claims what the page's markup says, JSON-LD first.
func (l *layout) claimMarkup(m markup) {
	for _, blob := range m.blobs {
		var v any
		if json.Unmarshal([]byte(strings.TrimSpace(blob)), &v) == nil {
			l.claimLinked(v)
		}
	}
	l.title.set(m.first("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "citation_title", "headline"), weightMarkup)
	l.publisher.set(m.first("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "al:ios:app_name"), weightMarkup-1)
	l.published.set(isoDay(m.first("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "publish-date", "pubdate", "date", "citation_publication_date", "article.published", "cxenseparse:recs:publishtime", "publication_date")), weightMarkup)
	l.published.set(isoDay(m.first("article:modified_time", "og:updated_time", "datemodified", "last-modified")), weightUpdated)
	for _, key := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author", "byl", "twitter:creator"} {
		var names []string
		for _, v := range m.meta[key] {
			if strings.Contains(v, "://") || strings.HasPrefix(v, "@") {
				continue
			}
			names = append(names, readByline(v, true).authors...)
		}
		if len(names) > 0 {
			l.setAuthors(names, weightMarkup)
			break
		}
	}
	l.url.set(m.first("og:url"), weightMarkup)
	l.url.set(m.link, weightMarkup+1)
	if name := m.first("name"); isOutlet(name) {
		l.publisher.set(name, weightTail)
	}
	for _, t := range m.times {
		l.published.set(isoDay(t), weightByline)
	}
	if m.title != "" {
		title, site := m.title, l.publisher.value
		cut := stripSite(title, site)
		l.title.set(cut, weightHead-20)
		if cut != title && site == "" {
			l.publisher.set(strings.Trim(strings.TrimPrefix(title, cut), " |–—-·:»"), weightByline)
		}
	}
}

// claimLinked reads schema.org articles out of decoded JSON-LD.
func (l *layout) claimLinked(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.claimLinked(x)
		}
	case map[string]any:
		if g, ok := v["@graph"]; ok {
			l.claimLinked(g)
		}
		if !isArticleType(v["@type"]) {
			if e, ok := v["mainEntity"]; ok {
				l.claimLinked(e)
			}
			return
		}
		l.title.set(firstString(v["headline"], v["name"]), weightMarkup+1)
		l.published.set(isoDay(firstString(v["datePublished"], v["dateCreated"])), weightMarkup+1)
		l.published.set(isoDay(firstString(v["dateModified"])), weightUpdated)
		l.publisher.set(firstString(v["publisher"], v["sourceOrganization"]), weightMarkup+1)
		l.url.set(firstString(v["url"]), weightMarkup)
		var names []string
		for _, a := range namesOf(v["author"]) {
			names = append(names, readByline(a, true).authors...)
		}
		l.setAuthors(names, weightMarkup+1)
	}
}

func isArticleType(v any) bool {
	for _, t := range namesOf(v) {
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report" || t == "WebPage" || t == "PressRelease" {
			return true
		}
	}
	return false
}

func firstString(vs ...any) string {
	for _, v := range vs {
		if n := namesOf(v); len(n) > 0 {
			return n[0]
		}
	}
	return ""
}

// namesOf returns the strings, or the names of the things, in a JSON-LD value.
func namesOf(v any) []string {
	switch v := v.(type) {
	case string:
		if strings.TrimSpace(v) != "" {
			return []string{stripTags(v)}
		}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, namesOf(x)...)
		}
		return out
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range []string{"name", "@value", "headline"} {
			if n := namesOf(v[k]); len(n) > 0 {
				return n[:1]
			}
		}
	}
	return nil
}

func stripTags(s string) string {
	s = unescape(fromPage(s, 0, len(s))).text
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			return s
		}
		s = s[:i] + s[i+j+1:]
	}
}
