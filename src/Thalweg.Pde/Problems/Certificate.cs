namespace Thalweg.Pde.Problems;

/// <summary>How far a reference may be from the solution of its problem.</summary>
/// <param name="Error">Largest |u − u*| over the closed domain, of any component.</param>
/// <param name="Method">How that is known, in one line.</param>
public sealed record Certificate(double Error, string Method)
{
    public string Method { get; init; } = Method ?? throw new ArgumentNullException(nameof(Method));

    /// <summary>∫u_k over the domain where it is known better than by quadrature; empty where it is not.</summary>
    public IReadOnlyList<Functional> Integrals { get; init; } = [];
}
