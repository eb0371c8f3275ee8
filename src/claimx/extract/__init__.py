"""From parsed paragraphs to records: units, attributions, speakers, dates."""
