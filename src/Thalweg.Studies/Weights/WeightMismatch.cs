namespace Thalweg.Studies.Weights;

/// <summary>What happens where parameters were saved for another problem, network or trial function than the one at hand.</summary>
public enum WeightMismatch
{
    /// <summary>They are refused, with both sides.</summary>
    Refuse,

    /// <summary>The numbers are taken as they are, with a warning.</summary>
    Warn,
}
