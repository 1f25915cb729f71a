"""What tests need to read pages, to make documents up, to have a project to break."""
