using Thalweg.Tests.Shared.Conformance;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>A loss in another process, bare and wrapped, against its own values.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string, string> Everything
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var missing in (string[])["nothing", "terms", "products,residuals"])
            {
                foreach (var wrapping in Wrappings.Names)
                {
                    data.Add(missing, wrapping);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Capabilities_are_those_of_the_values(string missing, string wrapping)
    {
        using var program = TwinProgram.Start("rosenbrock", "3", "metric=true", $"without={missing}");
        var subject = new ConformanceCase(
            () => program.Objective(TestContext.Current.CancellationToken),
            [-0.6, 0.4, 0.3]
        );
        Conformance.Check(subject, wrapping);
        var offered = Conformance.Capabilities(subject.Create());
        Assert.Equal(missing == "products,residuals" ? 1 : 3, offered.Count);
    }
}
