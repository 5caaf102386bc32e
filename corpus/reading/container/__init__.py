"""Files that hold files: zip packages, compound files of old Office, archives of documents."""
