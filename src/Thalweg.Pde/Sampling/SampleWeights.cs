namespace Thalweg.Pde.Sampling;

/// <summary>What chosen points weigh.</summary>
public enum SampleWeights
{
    /// <summary>|Ω|/N each: the loss grows where the points gather.</summary>
    Equal,

    /// <summary>In inverse proportion to the density that the points were drawn from: the loss stays an unbiased estimate of the
    /// integral, and the points lower its variance where the residual is large.</summary>
    Importance,
}
