namespace Thalweg.Numerics.Objectives;

/// <summary>What of the second derivatives of a loss is looked at.</summary>
public enum HessianPart
{
    /// <summary>∇²L.</summary>
    Whole,

    /// <summary>What the loss bends as a function of the model (<see cref="IGaussNewton.GaussNewtonAt"/>).</summary>
    GaussNewton,

    /// <summary>What the model bends (<see cref="IGaussNewton.RemainderAt"/>).</summary>
    Remainder,

    /// <summary>Of an energy, what it bends in the derivatives of the model (<see cref="IPrincipalPart.PrincipalAt"/>).</summary>
    Principal,

    /// <summary>Of an energy, all else (<see cref="IPrincipalPart.BeyondPrincipalAt"/>).</summary>
    BeyondPrincipal,
}
