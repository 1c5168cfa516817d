"""German: what the command says, by the English. What is filled in stands in braces."""

from __future__ import annotations

from backprop.terminal import checking, completing, files, grading, lists, slips, steps

_STEPS = """\
  backprop "exp(sin(x**2))" x=0.8
  backprop "log(x1) + x1*x2 - sin(x2)" x1=2 x2=5 --by x1
  backprop --network 1,2,1 x=0.5 y=0.8 --csv
  backprop "a*x**2" a=2 x=3 --json

Befehle:
  backprop check DATEI.csv …      eigene Gradienten mit diesen vergleichen; siehe backprop check --help
  backprop exercises              die Aufgaben der Sammlung, mit Namen; siehe backprop exercises --help
  backprop worksheet NAME …       ein Blatt mit anderen Zahlen für alle; siehe backprop worksheet --help
  backprop export NAME …          eine Übung für eine Lernplattform; siehe backprop export --help
  backprop grade DATEI.csv        eine Tabelle dessen, was abgegeben wurde; siehe backprop grade --help
  backprop figure DATEI.yaml …    eine Abbildung als eine HTML-Datei; siehe backprop figure --help
  backprop render ORDNER …        Abbildungen in einer fertigen Website; siehe backprop render --help
  backprop completion SHELL       was eine Shell liest, um das zu vervollständigen; siehe backprop completion --help"""
_CHECK = """\
  backprop check mine.csv "exp(sin(x**2))" x=0.8
  backprop check mine.csv --network 1,2,1 x=0.5 y=0.8
mit mine.csv:
  name,gradient
  w11,-0.2175"""
_GRADE = """\
  backprop grade codes.csv
  backprop grade codes.csv --csv > marks.csv
  backprop grade codes.csv --sheet two-order.v1.s207.n0.XXXX
  backprop grade codes.csv --exercise two-order
mit codes.csv:
  name,code
  Ada,two-order.v1.s207.n23.p175.of3.t312.forgot-biases1.XXXX"""
_COMPLETION = """\
  bash: backprop completion bash > ~/.local/share/bash-completion/completions/backprop
  fish: backprop completion fish > ~/.config/fish/completions/backprop.fish
  zsh:  backprop completion zsh > _backprop    in einem Ordner, der in $fpath steht"""
_HELP = {
    "usage: ": "Aufruf: ",
    "examples": "Beispiele",
    "error": "Fehler",
    "positional arguments": "Argumente",
    "options": "Optionen",
    "show this help message and exit": "diese Hilfe zeigen",
    "what to step through, instead of an expression": "wodurch man geht, statt durch eine Formel",
    "how": "wie",
    "how to print": "Ausgabe",
    "FILE": "DATEI",
    "NAME": "NAME",
    "WIDTHS": "BREITEN",
    "FORMULA": "FORMEL",
    "EXPRESSION NAME=NUMBER": "FORMEL NAME=ZAHL",
    "SHELL": "SHELL",
    'a formula such as "exp(sin(x**2))", and its numbers; put -- before one that begins with a minus': (
        'eine Formel wie "exp(sin(x**2))" und ihre Zahlen; vor eine, die mit Minus beginnt, gehört --'
    ),
    "from input to output, such as 1,2,1": "von der Eingabe zur Ausgabe, etwa 1,2,1",
    "with --network: tanh, sigmoid, relu … (default: tanh)": "mit --network: tanh, sigmoid, relu … (sonst tanh)",
    "with --network (default: half-squared-error)": "mit --network (sonst half-squared-error)",
    "a small program; - reads it here": "ein kleines Programm; - liest es von hier",
    "the expression is u; step through this residual, squared": (
        "die Formel ist u; es geht durch dieses Residuum, quadriert"
    ),
    "forward mode, along this given value": "Vorwärtsmodus, entlang diesem gegebenen Wert",
    "as one JSON object, numbers with 12 digits": "als ein JSON-Objekt, Zahlen mit 12 Ziffern",
    "as one JSON object": "als ein JSON-Objekt",
    "as comma-separated values": "als CSV, durch Kommas getrennt",
    "the formulas as TeX": "die Formeln als TeX",
    "a list with a line of heads, parted by commas, semicolons or tabs; - reads it here": (
        "eine Liste mit Kopfzeile, getrennt durch Kommas, Semikolons oder Tabulatoren; - liest sie von hier"
    ),
    "the learning rate of your updates (default: %(default)s)": (
        "die Lernrate Ihrer Aktualisierungen (sonst %(default)s)"
    ),
    "a list with name and code, parted by commas, semicolons or tabs; - reads it here": (
        "eine Liste mit name und code, getrennt durch Kommas, Semikolons oder Tabulatoren; - liest sie von hier"
    ),
    "the code of a sheet of the exercise; codes of others are marked": (
        "die Kennung eines Blatts der Übung; Ergebnisse anderer werden vermerkt"
    ),
    "the exercise, as worksheet takes it; codes of others, or of other tasks, are marked": (
        "die Aufgabe, wie bei worksheet; Ergebnisse anderer oder mit anderen Fragen werden vermerkt"
    ),
    "CODE": "KENNUNG",
    "one of {shells}": "eines von {shells}",
    steps.DESCRIPTION: (
        "Gibt jeden Schritt des Vorwärts- und des Rückwärtsdurchlaufs aus: die Formel, mit ihren Zahlen, und das "
        "Ergebnis."
    ),
    steps.EXAMPLES: _STEPS,
    checking.DESCRIPTION: (
        "Vergleicht die Zahlen in DATEI mit denen des Rechenwerks, auf so viele Ziffern, wie Sie angeben, und nennt in "
        "jeder, die abweicht, den Fehler. DATEI hat eine Spalte name und eine Spalte gradient (mit dem Namen w11 oder "
        "dL/dw11) oder value (mit dem Namen z1 oder dL/dw11). Der Rückgabewert ist 1, wo eine Zahl abweicht."
    ),
    checking.EXAMPLES: _CHECK,
    grading.DESCRIPTION: (
        "Liest Ergebnisse und macht eine Tabelle daraus: Punkte, Zeit und Fehler, mit einem Vermerk, wo ein Ergebnis "
        "einen Schreibfehler hat, zweimal abgegeben wurde oder sagt, was nicht sein kann, und wo ein Blatt mehr als "
        "einmal kommt. Der Rückgabewert ist 1, wo etwas vermerkt ist. "
        "Gegen Absicht beweist ein Ergebnis nichts: Alles, woraus es entsteht, steht in der Seite und ist damit in "
        "jedermanns Hand."
    ),
    grading.EXAMPLES: _GRADE,
    completing.DESCRIPTION: (
        "Gibt aus, was SHELL lesen muss, damit sie Befehle, Optionen, deren mögliche Wörter und Dateinamen "
        "vervollständigt."
    ),
    completing.EXAMPLES: _COMPLETION,
}
_PRINTED = {
    "{text} is right": "{text} stimmt",
    "{text} differs from {value}.": "{text} weicht von {value} ab.",
    "{right} of {all} agree": "{right} von {all} stimmen überein",
    "exercise": "Übung",
    "paper": "Blatt",
    "points": "Punkte",
    "of": "von",
    "seconds": "Sekunden",
    "slips": "Fehler",
    "mark": "Vermerk",
    "name": "Name",
    "none": "keine",
    "code": "Ergebniscode",
    "number": "Nummer",
    lists.BY_PLACE: "nach dem Platz in der Liste",
    "left out": "nicht verwendet",
    grading.NOTHING: "nichts abgegeben: nach dem Ergebniscode fragen",
    grading.NO_CODE: "kein Ergebniscode, sondern anderer Text: nach der Zeile fragen, die die Seite am Ende zeigt",
    grading.OF_PAPER: (
        "die Kennung des Blatts, nicht das Ergebnis: nach dem Code fragen, der dasteht, wenn alle Aufgaben erledigt "
        "sind"
    ),
    grading.ONE_PLACE: (
        "ein Schreibfehler an einer Stelle: Zeichen {place} ist {wrong}, mit {right} geht die Prüfsumme auf; mit dem "
        "Original vergleichen"
    ),
    grading.MISWRITTEN: "ein Schreibfehler an mehr als einer Stelle: noch einmal kopieren lassen",
    grading.COPIED: "dieselbe Kennung wie {others}",
    grading.TWICE: "dasselbe Blatt wie {others}",
    grading.IMPOSSIBLE: "mehr Punkte, als die Aufgaben haben",
    grading.OTHER_VERSION: "Version {version} der Zahlen, die der Zufall gibt, nicht {own}",
    grading.OTHER_PAPER: "ein anderes Blatt als die von {name} mit seed {seed}",
    grading.OTHER_TASKS: "eine andere Zahl von Aufgaben als {tasks}",
    grading.PROOF: (
        "Ein Ergebnis sagt, von welchem Blatt es ist und was die Seite gezählt hat, und eine Prüfsumme findet "
        "Schreibfehler; wer gearbeitet hat, und ob überhaupt jemand, beweist es nicht."
    ),
    files.ANOTHER: "{file} ist kein UTF-8: gelesen als {encoding}",
    "slips of the class: {slips}": "Fehler der Klasse: {slips}",
}
_SLIPS = {
    slips.NAMES["wrong_sign"]: "ein Vorzeichen geht verloren",
    slips.NAMES["missing_path"]: "Pfade werden nicht addiert",
    slips.NAMES["missing_term"]: "ein Glied einer Summe fehlt",
    slips.NAMES["wrong_sign_of_part"]: "ein Teil hat das falsche Vorzeichen",
    slips.NAMES["forgot_local"]: "die lokale Ableitung fehlt",
    slips.NAMES["forgot_arriving"]: "was ankommt, fehlt",
    slips.NAMES["value_for_derivative"]: "der Wert steht für die Ableitung",
    slips.NAMES["forgot_one_minus"]: "1 − h² verliert seine 1",
    slips.NAMES["forgot_square"]: "das Quadrat fehlt",
    slips.NAMES["forgot_number"]: "die Zahl davor fehlt",
    slips.NAMES["argument_for_value"]: "z steht, wo h hingehört",
    slips.NAMES["forgot_bias"]: "der Bias fehlt",
    slips.NAMES["forgot_function"]: "die Funktion wird nicht angewandt",
    slips.NAMES["derivative_for_value"]: "die Ableitung steht für den Wert",
    slips.NAMES["added_for_multiplied"]: "Summen stehen für Produkte",
    slips.NAMES["updated_weight"]: "Gewichte bewegen sich, bevor der Durchlauf zu Ende ist",
    slips.NAMES["skipped_link"]: "ein Glied der Kette wird übersprungen",
    slips.NAMES["other_factor"]: "der falsche Faktor wird genommen",
    slips.NAMES["value_for_gradient"]: "ein Wert steht für seinen Gradienten",
    slips.NAMES["forgot_mean"]: "ein Stapel wird nicht geteilt",
    slips.NAMES["one_sample"]: "ein Beispiel steht für alle",
    slips.NAMES["overwritten"]: "Pfade überschreiben einander",
    slips.NAMES["wrong_place"]: "z steht, wo h hingehört",
    slips.NAMES["lost_mean"]: "ein Stapel wird nicht geteilt",
    slips.NAMES["transposed"]: "Zeilen und Spalten werden vertauscht",
    slips.NAMES["forgot_biases"]: "Biases werden nicht mitgezählt",
    slips.NAMES["too_early"]: "ein Gradient wird genommen, bevor er bekannt sein kann",
    slips.NAMES["not_local"]: "der ganze Gradient steht für die lokale Ableitung",
    slips.NAMES["follows"]: "ein Schritt, der nur mit einer falschen Zahl weiterrechnet, gilt als der Fehler",
    slips.NAMES["other_pass"]: "die Schritte des anderen Durchgangs werden gezählt",
    slips.NAMES["added_despite_bug"]: "Pfade werden addiert, wo ein Fehler sie überschreibt",
    slips.NAMES["degrees"]: "Grad stehen für Radiant",
    slips.NAMES["common_logarithm"]: "der Logarithmus zur Basis 10 steht für den natürlichen",
}
_REFUSED = {
    "the file is {name}: it is not there; name one that is, or - to read it here": (
        "die Datei ist {name}: sie ist nicht da; nennen Sie eine, die da ist, oder -, um von hier zu lesen"
    ),
    "the command {name} is not installed: install the distribution {distribution} beside this one": (
        "der Befehl {name} ist nicht installiert: installieren Sie daneben das Paket {distribution}"
    ),
    "{name} is missing: add {name_too}=0.5 at the end": "{name} fehlt: fügen Sie am Ende {name}=0.5 hinzu",
    "the expression": "die Formel",
    "an argument": "ein Argument",
    "line 1 of {file}": "Zeile 1 von {file}",
    "the text of {file}": "der Text von {file}",
    "save it as UTF-8": "speichern Sie ihn als UTF-8",
    "install mkdocs-backprop, which reads YAML, or give a --sheet": (
        "installieren Sie mkdocs-backprop, das YAML liest, oder geben Sie --sheet an"
    ),
    "copy the code from a sheet of the exercise once more": (
        "schreiben Sie die Kennung noch einmal von einem Blatt der Übung ab"
    ),
    "line {line} of {file}": "Zeile {line} von {file}",
    "the name in {place}": "der Name in {place}",
    "begin with a line of heads: {heads}": "beginnen Sie mit einer Zeile von Überschriften: {heads}",
    "part the columns by semicolons or tabs where numbers have commas": (
        "trennen Sie die Spalten durch Semikolons oder Tabulatoren, wo Zahlen Kommas haben"
    ),
    "save it as CSV, as programs that calculate can": "speichern Sie es als CSV, wie Rechenprogramme das können",
    "add a line for each gradient, such as {example}": (
        "fügen Sie für jeden Gradienten eine Zeile hinzu, etwa {example}"
    ),
    "give a name and a number, with a comma between them": (
        "geben Sie einen Namen und eine Zahl an, mit einem Komma dazwischen"
    ),
    "give one, such as {example}; see --help": "geben Sie eine an, etwa {example}; siehe --help",
    "that is a file for `backprop figure`; write a formula, or --network or --python": (
        "das ist eine Datei für `backprop figure`; schreiben Sie eine Formel, oder --network oder --python"
    ),
    "write the widths from input to output as whole numbers with commas between them, such as 1,2,1": (
        "schreiben Sie die Breiten von der Eingabe zur Ausgabe als ganze Zahlen mit Kommas dazwischen, etwa 1,2,1"
    ),
    "there is no such command: did you mean {name}?": "einen solchen Befehl gibt es nicht: meinten Sie {name}?",
    "write NAME=NUMBER, such as x=0.8 or x=1/3": "schreiben Sie NAME=ZAHL, etwa x=0.8 oder x=1/3",
    "list numbers, such as [[0.1, 0.2], [0.3, 0.4]]": "zählen Sie Zahlen auf, etwa [[0.1, 0.2], [0.3, 0.4]]",
}
# What argparse says of wrong arguments.
_MISUSED = {
    "the following arguments are required: {names}": "es fehlt: {names}",
    "one of the arguments {names} is required": "eines davon ist nötig: {names}",
    "unrecognized arguments: {names}": "unbekannt: {names}",
    "argument {name}: invalid choice: {given} (choose from {known})": (
        "{name} ist {given}: verwenden Sie eines von {known}"
    ),
    "argument {name}: invalid {kind} value: {given}": "{name} ist {given}: geben Sie eine ganze Zahl an",
    "argument {name}: not allowed with argument {other}": "{name} geht nicht zusammen mit {other}",
    "argument {name}: expected one argument": "nach {name} fehlt etwas",
    "argument {name}: ignored explicit argument {given}": "{name} nimmt nichts, auch nicht {given}",
}
TEXTS = {**_HELP, **_PRINTED, **_SLIPS, **_REFUSED, **_MISUSED}
