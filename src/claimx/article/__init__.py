"""An article taken apart: layout, quotation marks, and what the model is to read of it."""
