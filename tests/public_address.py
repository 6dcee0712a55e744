"""The public address of the site that the fixture `published` builds: a folder of its host, as is common."""

ADDRESS = "https://reader.example.org/nato-russia"
