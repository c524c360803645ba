namespace Thalweg.Results.Records;

/// <summary>What one direction of a slice or one axis of a surface is, where it was not drawn.</summary>
/// <param name="Name"><c>largest</c> or <c>smallest</c> (a unit eigenvector), <c>gradient</c>, <c>component</c> (principal, of the checkpoints),
/// <c>path</c> or <c>across</c> (of a strip along the path of training).</param>
/// <param name="Length">‖d‖₂: t = 1 is that far from the centre; of a strip the arc length of the path. 0 where there is no such direction.</param>
/// <param name="Eigenvalue">λ of the eigenvector; at the end of the path for <c>across</c>.</param>
/// <param name="Bound">How near to it an eigenvalue of the exact Hessian is.</param>
/// <param name="Explained">Share of the variance of the checkpoints that a component explains.</param>
public sealed record SliceDirectionRecord(
    string Name,
    double Length,
    double? Eigenvalue = null,
    double? Bound = null,
    double? Explained = null
);
