using Thalweg.Optimization.Optimizers.FirstOrder;

namespace Thalweg.Optimization.Tests.FirstOrder;

/// <summary>Every method in every shape of its memory.</summary>
internal static class Every
{
    public static IReadOnlyList<IMethod> Method { get; } =
    [
        new Sgd(0.05, Decay: 0.01),
        new Sgd(0.05, 0.9, Dampening: 0.2),
        new Sgd(0.05, 0.9, Nesterov: true, Decay: 0.01),
        new Adam(0.1, Decay: 0.01),
        new Adam(0.1, AmsGrad: true),
        new AdamW(0.1),
        new AdamW(0.1, AmsGrad: true),
        new RmsProp(0.01, Decay: 0.01),
        new RmsProp(0.01, Momentum: 0.9),
        new RmsProp(0.01, Centered: true),
        new RmsProp(0.01, Momentum: 0.5, Centered: true),
        new ImplicitSgd(0.1, 4, 0.05),
        new Soap(0.1, Every: 3),
    ];
}
