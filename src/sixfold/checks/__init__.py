"""What is wrong: with translations, with PDFs; rules, findings and how they are reported."""
