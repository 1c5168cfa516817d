"""What the commands of this distribution say in other languages than English; see `backprop.terminal.speech`."""
