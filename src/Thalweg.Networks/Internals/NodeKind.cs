namespace Thalweg.Networks;

/// <summary>What a node of a network computes from its sources.</summary>
internal enum NodeKind
{
    Input,
    Linear,
    Activation,
    Sum,

    /// <summary>An affine map of its source with numbers that are not trained.</summary>
    Fixed,

    /// <summary>Numbers of θ, the same at every point.</summary>
    Constant,

    /// <summary>Some rows of its source.</summary>
    Part,

    /// <summary>The rows of several nodes side by side.</summary>
    Join,

    /// <summary>Its two sources entry by entry.</summary>
    Product,

    /// <summary>Its source entry by entry times a number, plus a number, which are not trained.</summary>
    Scale,
}
