"""Open data: each published series and the targets as files, and the catalogue that describes them (DCAT-AP-NL 3.0).

datasets.py holds what is given and what each column means, files.py makes the files, catalogue.py describes them,
rdf.py writes that down, serving.py answers. Decision 29 says under which licence.
"""
