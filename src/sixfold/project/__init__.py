"""The project on the disk, and this process: paths, files, hashes, signals."""
