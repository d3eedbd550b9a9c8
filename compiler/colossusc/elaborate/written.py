"""What an object is made of: its block in the plan, and under it the blocks of the parts that give the rest.

    part hall_12k : building { let size = 12_500; gpus h : nvidia.dgx_h100 { count = size } }
    building hall : hall_12k { let size = 12_000; gpus h { draw = 90 % } }

`h` is made of two layers: the block in the plan, which restates it, and the block in the part. Each is read in its own
scope: that of the plan, or that of the part, which ends at `hall`.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.world import World
from colossusc.ir import Item, Origin
from colossusc.kinds import Kind
from colossusc.resolve import Module
from colossusc.syntax import nodes


@attrs.frozen(eq=False)
class Written:
    """One block that gives an object some of its statements."""

    module: Module
    block: nodes.Block
    part: Item | None = None  # the part whose text it is; None for the plan
    instance: Item | None = None  # the object made of that part, beyond which its text sees nothing
    restates: bool = False  # a `units` block

    @property
    def origin(self) -> Origin:
        return "written" if self.part is None else "part"

    def scope(self, world: World, item: Item | None) -> PlanScope:
        """Where the names of this layer are looked for, from an object that it gives something."""
        return PlanScope(world, self.module, item, instance=self.instance, part=self.part)

    def of(self, block: nodes.Block, restates: bool = False) -> Written:
        """A block inside this one."""
        return Written(self.module, block, self.part, self.instance, restates)


@attrs.define(eq=False)
class Declared:
    """An object, or an array, before it is made: the layers that declare and restate it, the lowest first."""

    kind: Kind
    base: Item | None
    lost: bool  # a mistake, which was reported, leaves it unknown: its part is not known
    layers: list[Written]

    @property
    def key(self) -> str:
        """Its name, with the range of an array: `cdu[1..8]`."""
        return self.layers[0].block.names[0].text

    def covering(self, first: int, last: int) -> Iterator[Written]:
        """The layers of the units `first` to `last`: `units cdu[3..4] { … }` is none of the others."""
        for layer in self.layers:
            _, low, high, _ = split_key(layer.block.names[0].text) if layer.restates else ("", None, None, 0)
            if low is None or high is None or (low <= first and last <= high):
                yield layer


def extended(part: Item | None) -> Iterator[Item]:
    """A part, and those that it extends."""
    while part is not None:
        yield part
        part = part.base
