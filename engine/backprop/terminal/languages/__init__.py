"""What the command says in other languages than English, one module for each; see `backprop.terminal.speech`."""
