package org.dynamojdbc.tree;

import org.jspecify.annotations.Nullable;

/** One end of a frame; the distance is null unless the kind needs one. */
public record FrameBound(FrameBoundKind kind, @Nullable Expression distance) {}
