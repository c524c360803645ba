namespace Thalweg.Networks;

/// <summary>What a node of a network computes from its sources.</summary>
internal enum NodeKind
{
    Input,
    Linear,
    Activation,
    Sum,

    /// <summary>An affine map of the inputs with numbers that are not trained.</summary>
    Fixed,

    /// <summary>Numbers of θ, the same at every point.</summary>
    Constant,

    /// <summary>Some rows of its source.</summary>
    Part,

    /// <summary>The rows of several nodes side by side.</summary>
    Join,
}
