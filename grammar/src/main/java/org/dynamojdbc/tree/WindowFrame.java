package org.dynamojdbc.tree;

import org.jspecify.annotations.Nullable;

/** ROWS, RANGE or GROUPS BETWEEN start AND end; end is null for a single bound. */
public record WindowFrame(FrameUnit unit, FrameBound start, @Nullable FrameBound end) {}
