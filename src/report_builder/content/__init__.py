"""Content: YAML and Markdown to the model; :func:`report_builder.content.load.load_report` is the door."""
