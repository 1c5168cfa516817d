"""German: what the keys of a fence mean, and what to do where one is wrong, by their paths in the schema."""

from __future__ import annotations

SCHEMA: dict[str, tuple[str, str]] = {
    "name": (
        (
            "Die Kennung der Abbildung auf der Seite: Links erreichen ihre Schritte als #name-step-9. Sie bleibt für "
            "immer dieselbe, wie eine Adresse."
        ),
        (
            "verwenden Sie Kleinbuchstaben, Ziffern und einzelne Bindestriche, mit einem Buchstaben am Anfang, etwa "
            "one-two-one"
        ),
    ),
    "title": (
        "Die Unterschrift: einfacher Text, nie Auszeichnung.",
        "sagen Sie in einem einfachen Satz von höchstens 200 Zeichen, was die Abbildung zeigt",
    ),
    "lang": (
        "Die Sprache der Sätze und Zahlen der Abbildung; wo nichts steht, die der Seite.",
        "nennen Sie eine Sprache, die Abbildungen sprechen, etwa de",
    ),
    "notation": (
        (
            "Wie Symbole geschrieben werden, wo die Website nichts dazu sagt oder etwas anderes; Namen unter values "
            "bleiben, wie sie sind. weights: to-from schreibt das Gewicht von Einheit 1 zu Einheit 2 mit dem Index 21, "
            "from-to mit 12. layers: superscript schreibt die Schicht jeder Größe über sie, auch bei den Ausgaben. "
            "delta: true schreibt δ für ∂L/∂z, und Δ in Matrizen. arriving ist das Wort für den Gradienten, der an "
            "einer Operation ankommt: arriving, upstream oder downstream. Formeln und Programme haben nur arriving."
        ),
        "zählen Sie auf, was anders ist, etwa {weights: to-from, layers: superscript, delta: true, arriving: upstream}",
    ),
    "notation.weights": ("", "schreiben Sie from-to oder to-from"),
    "notation.layers": ("", "schreiben Sie names oder superscript"),
    "notation.delta": ("", "schreiben Sie true, oder lassen Sie es weg"),
    "notation.arriving": ("", "schreiben Sie arriving, upstream oder downstream"),
    "network": (
        (
            "Breiten der Schichten von der Eingabe zur Ausgabe: [1, 2, 1] ist eine Eingabe, zwei verborgene Neuronen, "
            "eine Ausgabe."
        ),
        (
            "geben Sie mindestens zwei Breiten an, von der Eingabe zur Ausgabe, als ganze Zahlen, jede mindestens 1, "
            "etwa [1, 2, 1]"
        ),
    ),
    "activation": (
        (
            "Was die verborgenen Neuronen auf ihre gewichteten Summen anwenden; tanh, wo nichts steht. Eine für alle "
            "oder eine Liste mit einer für jede verborgene Schicht; mit signal eine für jede Linie. leaky-relu und elu "
            "nehmen eine Zahl: leaky-relu(0.2)."
        ),
        "nennen Sie eine Aktivierung, etwa tanh oder relu, oder eine für jede verborgene Schicht, etwa [relu, tanh]",
    ),
    "output": (
        (
            "Was die Neuronen der Ausgabe auf ihre gewichteten Summen anwenden; identity, also nichts, wo nichts "
            "steht. Eine Kreuzentropie bringt ihre eigene mit: die Sigmoidfunktion oder den Softmax."
        ),
        "nennen Sie eine Aktivierung, etwa sigmoid",
    ),
    "loss": (
        (
            "Was aus Vorhersage und Zielwert berechnet wird: half-squared-error ist ½(ŷ − y)², mean-squared-error das "
            "Mittel von (ŷ − y)² über die Ausgaben. Eine Kreuzentropie vergleicht Wahrscheinlichkeiten, also werden "
            "die Ausgaben erst zu welchen: Die binäre nimmt die Sigmoidfunktion p jeder Ausgabe, Softmax teilt die 1 "
            "unter allen auf. Zielwerte einer binären Kreuzentropie liegen zwischen 0 und 1, die eines Softmax ergeben "
            "zusammen 1. Der Huber-Verlust ist bei Fehlern bis 1 der halbe quadratische Fehler und darüber eine Gerade."
        ),
        "nennen Sie einen Verlust, etwa half-squared-error",
    ),
    "initial": (
        (
            "Wo die Gewichte anfangen, soweit values nichts sagt: xavier und he ziehen sie zufällig in den Grenzen "
            "dieser Verfahren, uniform zwischen −½ und ½, zeros setzt alle auf 0, und equal macht aus allen dieselbe "
            "Zahl, um zu zeigen, dass Neuronen, die gleich anfangen, gleich bleiben. Biases fangen bei 0 an. Eine Zahl "
            "darf folgen: xavier(2) und he(2) haben doppelte Grenzen, uniform(0.1) hat die Grenze 0,1, und equal(0.3) "
            "macht jedes Gewicht zu 0,3. Mit signal eines, oder eine Liste mit einem für jede Linie."
        ),
        "schreiben Sie xavier, he, uniform, zeros oder equal",
    ),
    "seed": (
        (
            "Mit initial oder signal: welche Zahlen der Zufall gibt; dieselbe Zahl hier ergibt überall und für immer "
            "dieselben."
        ),
        "geben Sie eine ganze Zahl an, etwa 1",
    ),
    "fused": (
        (
            "Mit einer Kreuzentropie: ob Wahrscheinlichkeit und Verlust in einem Rückwärtsschritt genommen werden, p − "
            "y, mit dem langen Weg und der Begründung daneben; sonst ist jedes ein eigener Schritt."
        ),
        "schreiben Sie true, oder lassen Sie es weg",
    ),
    "bias": (
        (
            "Ob jedes Neuron einen eigenen Bias hat (own), die Neuronen einer Schicht sich einen teilen (shared; b und "
            "bo, oder b1, b2 … in Netzen mit mehreren verborgenen Schichten), oder ob es keinen gibt (none). Wo eine "
            "Schicht normalisiert wird, nimmt ihr Mittel einen gemeinsamen Bias wieder heraus; dann haben nur die "
            "Ausgaben einen."
        ),
        "schreiben Sie own, shared oder none",
    ),
    "fixed": (
        "Parameter, die festgehalten werden: Sie haben keinen Gradientenschritt, und das Training ändert sie nicht.",
        "zählen Sie Namen von Parametern auf, jeden einmal, etwa [w11, b1]",
    ),
    "dropout": (
        (
            "Die Masken von Dropout, von Hand: für jedes verborgene Neuron, das eine hat, die Zahl, mit der seine "
            "Aktivierung multipliziert wird; 0 lässt es weg, und 1 geteilt durch den Anteil der behaltenen gilt für "
            "die anderen. Die Maske von h1 ist m1, die man in der Abbildung ändern kann, und d1 ist, was übrig bleibt. "
            "Mit view: layers hat eine Maske eine Zahl für jedes Neuron ihrer Schicht, 1, wo keine angegeben ist."
        ),
        "zählen Sie Aktivierungen und ihre Masken auf, etwa {h1: 0, h2: 2}",
    ),
    "dropout.*": ("", "geben Sie eine Zahl an, etwa 0 oder 2"),
    "skip": (
        (
            "Sprungverbindungen, als Paare von Schichten: [0, 1] addiert die Eingaben, Schicht 0, zu dem, was die "
            "verborgene Schicht 1 macht. Beide Schichten haben gleich viele Einheiten; s1, s2 … sind die Summen."
        ),
        "zählen Sie Paare von Schichten auf, etwa [[0, 1]]",
    ),
    "skip.*": ("", "geben Sie eine frühere und eine spätere Schicht an, etwa [0, 1]"),
    "normalize": (
        (
            "layer normalisiert die gewichteten Summen jeder verborgenen Schicht über ihre Einheiten, vor der "
            "Aktivierung: n = (z − μ)/√(v + 0,00001), wobei μ ihr Mittel und v ihre Varianz ist, und a = γ·n + β mit "
            "einem Faktor und einer Verschiebung für jede Einheit, gamma1 und beta1, die Parameter sind. batch, mit "
            "samples und view: layers, tut das über die Beispiele, mit einem Mittel mu1 und einer Varianz v1 für jede "
            "Einheit, die dann keinen Bias hat: Das Mittel nähme ihn wieder weg."
        ),
        "schreiben Sie layer, batch oder none",
    ),
    "expression": (
        (
            "Eine Formel, durch die man geht, statt eines Netzes: log(x1) + x1*x2 - sin(x2). Jeder Name darin braucht "
            "eine Zahl unter values."
        ),
        "schreiben Sie eine Formel als Text, etwa exp(sin(x**2))",
    ),
    "residual": (
        (
            "Mit expression, der Formel von u: das Residuum einer Differentialgleichung, in dem u_x, u_xx, u_t … für "
            "Ableitungen stehen. Die Abbildung geht weiter bis zum Verlust L = r²/2 und seinem Gradienten."
        ),
        "schreiben Sie eine Formel von u und seinen Ableitungen, etwa u_xx + u - u**3",
    ),
    "python": (
        (
            "Ein kleines Programm, durch dessen Graphen man geht, wie Studierende es schreiben: Funktionen, Schleifen, "
            "Listen, Klassen, math, np. Was es liest und nicht zuweist, steht unter values. Seine letzte Zeile gibt "
            "das Ergebnis."
        ),
        "schreiben Sie ein Programm in eingerückten Zeilen unter den Schlüssel, etwa L = (w*x - y)**2",
    ),
    "parameters": (
        (
            "Mit python: welche der gegebenen Werte Parameter sind. Dann werden die Gradienten nach diesen "
            "ausgerechnet, und man kann sie trainieren; sonst die Gradienten nach allen gegebenen Werten."
        ),
        "zählen Sie Namen auf, die unter values stehen, etwa [W, b]",
    ),
    "shapes": (
        (
            "Mit python, wo die Zahlen von Vektoren und Matrizen einzeln unter values stehen (W11: 0.5): ihre Längen, "
            "etwa W: [2, 3]. Nicht nötig, wo values sie als Listen hat."
        ),
        "zählen Sie Namen und Längen auf, etwa W: [2, 3], und [] für eine Zahl",
    ),
    "mode": (
        (
            "Welcher Durchlauf die Ableitungen findet: backward, von der Ausgabe her, oder forward, entlang einem "
            "gegebenen Wert."
        ),
        "schreiben Sie backward oder forward",
    ),
    "by": (
        "Mit mode: forward der gegebene Wert, nach dem abgeleitet wird; der erste, wo nichts steht.",
        "nennen Sie einen gegebenen Wert, etwa x1",
    ),
    "sums": (
        (
            "Ob Gradienten, die zusammentreffen, in einem Schritt addiert werden (whole), oder jeder ein eigener "
            "Schritt ist (split)."
        ),
        "schreiben Sie whole oder split",
    ),
    "bug": (
        (
            "Ein Fehler zum Ansehen: overwrite behält den letzten von mehreren Gradienten, die zusammentreffen, statt "
            "ihrer Summe."
        ),
        "schreiben Sie none oder overwrite",
    ),
    "closed": (
        (
            "Welche Kästen am Anfang geschlossen sind; öffnen und schließen kann man jeden. Mehrere Operationen sind "
            "ein Kasten: in einem Netz jedes Neuron, mit dem Namen dessen, was es macht, etwa h1 oder yhat, was eine "
            "Schicht normalisiert, norm oder norm1, und bei einer Kreuzentropie der Verlust mit seinen "
            "Wahrscheinlichkeiten; in einem Programm jeder Aufruf einer eigenen Funktion, mit dem Namen der Funktion "
            "und, wo es mehrere Aufrufe gibt, der Nummer: cell-2. Ein geschlossener Kasten ist vorwärts ein Schritt "
            "mit seiner ganzen Formel, und Gradienten gehen in einem Schritt durch ihn hindurch; alle Zahlen bleiben "
            "gleich. all schließt jeden Kasten, neurons, norms oder der Name einer Funktion alle dieser Art. Ein "
            "Softmax und ein quadratischer Verlust sind geschlossen, wenn hier nicht [-softmax] oder [-loss] steht; "
            "neben all lässt ein Minus auch jeden anderen Kasten offen: [all, -h1]. Ein Kasten, dessen Formel mehr als "
            "60 Symbole hätte, bleibt offen."
        ),
        (
            "schreiben Sie all, neurons, loss oder den Namen einer Funktion, oder zählen Sie Kästen auf, etwa "
            "[h1, h2] oder [-loss]"
        ),
    ),
    "fade": (
        "Wie viele der letzten Schritte auszufüllen sind; die Seite nimmt Antworten an, gibt Hinweise, zeigt sie auch.",
        "geben Sie eine kleine ganze Zahl an, etwa 2",
    ),
    "predict": (
        "Ob die Seite von Anfang an nach jedem Schritt fragt, bevor sie ihn zeigt; man kann es ausschalten.",
        "schreiben Sie true, oder lassen Sie es weg",
    ),
    "view": (
        (
            "Mit network: ein Schritt für jede Zahl (scalars) oder für jede Matrix einer Schicht, wie Lehrbücher sie "
            "schreiben (layers), mit allen Beispielen auf einmal; jeder Eintrag einer Matrix führt zu seinem skalaren "
            "Schritt. Höchstens 9 Beispiele und 200 skalare Schritte: Die größte Abbildung nimmt etwa 700 kB ihrer "
            "Seite ein. curve ist ein Diagramm statt Schritten: die Aktivierung und ihre Steigung, mit einem Punkt für "
            "jedes verborgene Neuron bei seiner gewichteten Summe."
        ),
        "schreiben Sie scalars, layers oder curve",
    ),
    "batch": (
        "Mit view: layers: ob jedes Beispiel eine Zeile der Matrizen ist (rows) oder eine Spalte (columns).",
        "schreiben Sie rows oder columns",
    ),
    "count": (
        (
            "Was gezählt und gezeichnet wird: Multiplikationen über der Tiefe (mit Wiederverwendung, ein Parameter "
            "nach dem anderen, jeder Pfad einzeln) oder Operationen beider Durchläufe über der Zahl der Parameter."
        ),
        "sagen Sie, was zu zählen ist: multiplications oder operations",
    ),
    "signal": (
        (
            "Was durch die verborgenen Schichten tiefer Netze vor jedem Training verfolgt und über der Nummer der "
            "Schicht gezeichnet wird: die mittlere Größe der Gradienten ∂L/∂z, die mittlere Größe der Aktivierungen h "
            "oder der Anteil toter Einheiten, deren Steigung für jedes Beispiel 0 ist. Eine Linie für jeden Eintrag "
            "einer Liste unter activation, initial oder depths: Was einmal gegeben ist, gilt für alle Linien. Die "
            "Netze haben so viele Eingaben wie Einheiten in einer Schicht, eine Ausgabe, Biases von 0 und den halben "
            "quadratischen Fehler als Verlust; Beispiele und Gewichte zieht seed. Im Text sagt first over last, wie "
            "sich die erste Schicht zur letzten verhält."
        ),
        "schreiben Sie gradients, activations oder dead-units",
    ),
    "width": (
        "Wie viele verborgene Neuronen jede Schicht hat: mit count 2, wo nichts steht, mit signal 8.",
        "geben Sie eine kleine ganze Zahl an, etwa 2",
    ),
    "depths": (
        (
            "Mit count: für welche Zahlen verborgener Schichten gezählt wird. Mit signal: wie viele verborgene "
            "Schichten es gibt, 10, wo nichts steht: eine Zahl oder eine Liste mit einer für jede Linie."
        ),
        "zählen Sie mindestens zwei ganze Zahlen auf, jede einmal, etwa [1, 2, 3, 4]",
    ),
    "widths": (
        "Mit count: operations: für welche Breiten zweier verborgener Schichten gezählt wird, statt depths.",
        "zählen Sie mindestens zwei ganze Zahlen auf, jede einmal, etwa [1, 2, 4, 8]",
    ),
    "descent": (
        "Der Verlust eines Beispiels als Formel; das Diagramm zeigt, wie der Gradientenabstieg sein Mittel senkt.",
        "schreiben Sie eine Formel, etwa 1/2*(tanh(w*x + b) - y)**2",
    ),
    "start": (
        "Mit descent: die Parameter, und wo sie anfangen.",
        "zählen Sie Namen und Zahlen auf, etwa w: 0.2",
    ),
    "start.*": ("", "geben Sie eine Zahl an, etwa 0.5, 1/3 oder 2*pi"),
    "samples": (
        (
            "Die Daten: für jedes Beispiel eine Zuordnung von Namen zu Zahlen. Mit network alle Eingaben und "
            "Zielwerte; mit expression die Namen, die von Beispiel zu Beispiel verschieden sind, und die unter values "
            "sind Parameter. Der Verlust L ist das Mittel der Verluste der Beispiele, und ebenso jeder Gradient: die "
            "Schritte eines Beispiels, dann ein Schritt für jedes Mittel. Mit descent alle Namen der Formel, die start "
            "übrig lässt."
        ),
        "zählen Sie Beispiele auf, etwa {x: 0.5, y: 1}",
    ),
    "samples.*.*": ("", "geben Sie eine Zahl an, etwa 0.5, 1/3 oder 2*pi"),
    "sample": (
        (
            "Mit samples: die Nummer des Beispiels, durch das man zuerst geht, von 1 an gezählt; das erste, wo nichts "
            "steht. In der Abbildung wählt man ein anderes."
        ),
        "geben Sie die Nummer eines der Beispiele an, etwa 2",
    ),
    "rate": ("Mit descent und physics: die Lernrate.", "geben Sie eine positive Zahl an, etwa 0.5"),
    "updates": (
        "Mit descent und physics: wie viele Aktualisierungen zu machen sind.",
        "geben Sie eine ganze Zahl an, etwa 50",
    ),
    "physics": (
        (
            "Eine Differentialgleichung, für die ein kleines Netz trainiert wird, wenn die Website gebaut wird, mit "
            "NumPy: heat, burgers oder poisson, oder eine eigene, geschrieben als ihr Residuum, das 0 sein soll: "
            "eine Formel von u, seinen Ableitungen wie u_x, u_t und u_xx, den Eingaben von domain und den Zahlen "
            "unter values. Zu einer eigenen gehören domain und known. Was gezeigt wird, spielt das Training ab, und "
            "Zahlen vom Ende lassen sich zitieren."
        ),
        "nennen Sie heat, burgers oder poisson, oder schreiben Sie ein Residuum, etwa u_t - 0.1*u_xx",
    ),
    "domain": (
        (
            "Mit physics: eine oder zwei Eingaben, jede ein kleiner Buchstabe, und die Enden, zwischen denen die "
            "Gleichung gilt. Die erste Eingabe läuft nach rechts, die zweite nach oben."
        ),
        "geben Sie jeder Eingabe ihre Enden, etwa x: [0, 1]",
    ),
    "domain.*": ("", "geben Sie die beiden Enden an, etwa [0, 1]"),
    "domain.*.*": ("", "geben Sie eine Zahl an, etwa 0.5, 1/3 oder 2*pi"),
    "known": (
        (
            "Mit physics: was man von u am Rand, am Anfang der Zeit oder sonst irgendwo weiß. Jeder Eintrag gibt "
            "einigen Eingaben Zahlen, und u oder einer seiner Ableitungen dort eine Formel der anderen, etwa {t: 0, "
            "u: sin(pi*x)} oder {x: 1, u_x: 0}."
        ),
        "zählen Sie auf, was man von u weiß, etwa {x: 0, u: 0}",
    ),
    "known.*.*": ("", "geben Sie eine Zahl an, oder für u eine Formel, etwa sin(pi*x)"),
    "exact": (
        (
            "Mit physics, wo man sie kennt: die Lösung als Formel der Eingaben und der Zahlen unter values, mit der "
            "das Netz verglichen wird."
        ),
        "schreiben Sie eine Formel, etwa exp(-t)*sin(pi*x)",
    ),
    "show": (
        (
            "Mit physics: was gezeigt wird, die Lösung (solution), ihr Fehler (error), wo man exact kennt, das "
            "Residuum (residual), jedes in Bildern des Trainings, oder der Verlust (loss) als Diagramm. Über zwei "
            "Eingaben sind es farbige Felder mit Höhenlinien."
        ),
        "schreiben Sie solution, error, residual oder loss",
    ),
    "weight": (
        (
            "Mit physics: wievielmal so viel wie das Residuum im Verlust zählt, was man weiß; 10, wo nichts steht, "
            "mit poisson 100."
        ),
        "geben Sie eine positive Zahl an, etwa 10",
    ),
    "hidden": (
        "Mit physics: die Breiten der verborgenen Schichten; [8, 8], wo nichts steht.",
        "zählen Sie Breiten auf, etwa [8, 8]",
    ),
    "values": (
        (
            "Gegebene Zahlen mit Namen: Parameter, Eingaben und Zielwerte; mit physics die übrigen Namen der "
            "Formeln. Was ein Netz weglässt, hat den Anfangswert des Rechenwerks. Für python ist eine Liste ein "
            "Vektor und eine Liste von Zeilen eine Matrix."
        ),
        "zählen Sie Namen und Zahlen auf, etwa w11: 0.8",
    ),
    "values.*": ("", "geben Sie nach Doppelpunkt und Leerzeichen eine Zahl an, etwa 0.5, 1e-3, 1/3 oder 2*pi"),
    "values.*.*": ("", "geben Sie Zahlen an, oder Zeilen von Zahlen in eckigen Klammern"),
    "values.*.*.*": ("", "geben Sie eine Zahl an, etwa 0.5, 1/3 oder 2*pi"),
}
