package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// The completion scripts call the program with --generate-bash-completion,
// which prints the words that may stand next.
var completionScripts = map[string]string{
	"bash": `_dossier() {
  local cur words
  COMPREPLY=()
  cur="${COMP_WORDS[COMP_CWORD]}"
  words=$("${COMP_WORDS[@]:0:$COMP_CWORD}" ${cur:+$([[ "$cur" == -* ]] && echo "$cur")} --generate-bash-completion 2>/dev/null)
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _dossier dossier
`,
	"zsh": `#compdef dossier
_dossier() {
  local -a words
  words=("${(@f)$(${words[@]:0:#words[@]-1} --generate-bash-completion 2>/dev/null)}")
  _describe 'dossier' words
  _files
}
compdef _dossier dossier
`,
	"fish": `complete -c dossier -a '(eval (commandline -opc) --generate-bash-completion 2>/dev/null)'
`,
}

func completionCommand() *cli.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes commands and flags in a shell",
		ArgsUsage: "SHELL",
		Description: "  source <(dossier completion bash)\n" +
			"  dossier completion fish > ~/.config/fish/completions/dossier.fish",
		Action: func(c *cli.Context) error {
			shell := strings.ToLower(c.Args().First())
			script, ok := completionScripts[shell]
			if !ok {
				return usagef("completion needs a shell; choose from: %s", strings.Join(shells, ", "))
			}
			_, err := fmt.Fprint(c.App.Writer, script)
			return err
		},
	}
}
