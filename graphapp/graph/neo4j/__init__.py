"""The graph store on Neo4j: a projection of the record, by the official driver. All Cypher is constant text."""
