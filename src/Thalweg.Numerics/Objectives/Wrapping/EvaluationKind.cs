namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>What an objective is asked to compute, and what it is counted in.</summary>
public enum EvaluationKind
{
    /// <summary>Values, one for each vector of a batch.</summary>
    Value,

    /// <summary>Losses with their gradients, one for each vector of a batch.</summary>
    Gradient,

    /// <summary>The gradients of all terms at one θ.</summary>
    TermGradients,

    /// <summary>A Hessian, or a part of one, made ready at one θ.</summary>
    Linearization,

    /// <summary>Products of a Hessian or of a part of one, one for each vector of a block.</summary>
    HessianProduct,

    /// <summary>A vector of residuals.</summary>
    Residuals,

    /// <summary>Rows of a Jacobian.</summary>
    JacobianRow,

    /// <summary>Products Jv or Jᵀw, one for each vector of a block.</summary>
    JacobianProduct,

    /// <summary>Rows of the factor of a second variation.</summary>
    VariationRow,

    /// <summary>Products of the factor of a second variation or of its transpose, one for each vector of a block.</summary>
    VariationProduct,

    /// <summary>A vector of chords of a second variation.</summary>
    VariationChords,

    /// <summary>Points chosen at one θ.</summary>
    Adaptation,
}
