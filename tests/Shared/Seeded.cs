using FsCheck;

namespace Thalweg.Tests.Shared;

/// <summary>The one way to check a property: on the same cases every time, so that what fails once fails again.</summary>
internal static class Seeded
{
    /// <param name="tests">Number of cases.</param>
    /// <param name="seed">Chooses the cases.</param>
    public static void Holds(this Property property, int tests = 100, ulong seed = 17) =>
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(seed, 31));
}
