"""Where bytes come in: files under the project's root, YAML trees with spans, typed reading."""
