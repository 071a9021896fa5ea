package resolve

import "testing"

func TestGeneric(t *testing.T) {
	for name, want := range map[string]bool{
		"supreme court":         true,
		"finance ministry":      true,
		"ministry of energy":    true,
		"police":                true,
		"drugs unit":            true,
		"advisory board":        true,
		"court in rotterdam":    false,
		"quellmark":             false,
		"maltese police":        false,
		"quellmark shipping":    false,
		"halder family":         false,
		"quellmarks drugs unit": false,
	} {
		if got := loaded().generic(name); got != want {
			t.Errorf("generic(%q) = %v, want %v", name, got, want)
		}
	}
}
