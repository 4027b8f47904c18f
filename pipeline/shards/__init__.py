"""Many texts in shards: how they are grouped, who does the work, and what is done again.

A shard is some texts that are exported together, as one task: to their TEI, and one part of every table. `planning`
groups texts, `local` and `cluster` give shards to workers here or elsewhere, `records` tells of a shard on disk whether
it still holds. What is done with a text nothing here knows.
"""

from pipeline.shards.planning import Shard, planned, target

__all__ = ["Shard", "planned", "target"]
