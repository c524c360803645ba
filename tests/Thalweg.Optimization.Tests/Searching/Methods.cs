using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>Every descent and every search, for tests that go through their combinations.</summary>
internal static class Methods
{
    public static IReadOnlyList<IDescent> Descents { get; } =
    [
        new SteepestDescent(),
        new Lbfgs(5),
        new Bfgs(),
        new SelfScaledBfgs(),
        new SelfScaledBroyden(),
        new NaturalGradient(),
    ];

    public static IReadOnlyList<ILineSearch> Searches { get; } =
    [new Backtracking(), new MoreThuente(), new HagerZhang(), new CubicZoom(), new GoldenSection()];
}
