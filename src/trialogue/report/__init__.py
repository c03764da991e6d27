"""Tables, figures and documents: how numbers look. The numbers themselves come from core."""
