namespace Thalweg.Networks;

/// <summary>What a node of a network computes from its sources.</summary>
internal enum NodeKind
{
    Input,
    Linear,
    Activation,
    Sum,
}
