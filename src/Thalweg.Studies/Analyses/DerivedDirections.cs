namespace Thalweg.Studies.Analyses;

/// <summary>The words for where directions of slices come from.</summary>
public static class DerivedDirections
{
    /// <summary>Drawn and scaled to the parameters.</summary>
    public const string Random = "random";

    /// <summary>Leading to checkpoints, at t = 1.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The unit eigenvectors of the largest eigenvalues.</summary>
    public const string Largest = "largest";

    /// <summary>The unit eigenvectors of the smallest eigenvalues.</summary>
    public const string Smallest = "smallest";

    /// <summary>The unit eigenvectors of the largest and of the smallest eigenvalue.</summary>
    public const string Extremes = "extremes";

    /// <summary>The unit gradient and, on a plane, the eigenvector of the smallest eigenvalue as far as it is orthogonal to it.</summary>
    public const string Gradient = "gradient";

    /// <summary>Principal components of the checkpoints, each as long as the farthest of them lies from the centre along it.</summary>
    public const string Components = "pca";

    /// <summary>A strip along the path of training, in units of its length, across it the eigenvector of the largest eigenvalue carried along.</summary>
    public const string Ribbon = "ribbon";

    /// <summary>Whether gradient or curvature of a loss decide.</summary>
    public static bool NeedsLoss(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word is Largest or Smallest or Extremes or Gradient or Ribbon;
    }

    /// <summary>Whether the checkpoints of a run decide.</summary>
    public static bool NeedsRun(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word is Checkpoints or Components or Ribbon;
    }
}
