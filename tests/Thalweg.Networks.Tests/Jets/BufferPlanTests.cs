using FsCheck.Fluent;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Buffers that live at the same time never share a number.</summary>
public sealed class BufferPlanTests
{
    [Fact]
    public void Live_buffers_do_not_overlap_and_lie_inside_the_block()
    {
        // A positive number takes that many, another one gives a live buffer back.
        var steps = Gen.Choose(-20, 50).ArrayOf(60);
        Prop.ForAll(
                steps.ToArbitrary(),
                choices =>
                {
                    var plan = new BufferPlan();
                    var live = new List<(int Start, int Length)>();
                    var most = 0;
                    foreach (var choice in choices)
                    {
                        if (choice > 0)
                        {
                            var taken = (Start: plan.Take(choice), Length: choice);
                            Assert.True(taken.Start >= 0 && taken.Start + taken.Length <= plan.Length);
                            Assert.All(
                                live,
                                other =>
                                    Assert.True(
                                        taken.Start + taken.Length <= other.Start
                                            || other.Start + other.Length <= taken.Start
                                    )
                            );
                            live.Add(taken);
                            most = Math.Max(most, live.Sum(l => l.Length));
                        }
                        else if (live.Count > 0)
                        {
                            var victim = live[-choice % live.Count];
                            plan.Free(victim.Start);
                            live.Remove(victim);
                        }
                    }
                    Assert.InRange(plan.Length, most, choices.Where(c => c > 0).Sum());
                }
            )
            .Holds();
    }

    [Fact]
    public void A_place_given_back_is_used_again()
    {
        var plan = new BufferPlan();
        var first = plan.Take(10);
        Assert.Equal(10, plan.Take(5));
        plan.Free(first);
        Assert.Equal(0, plan.Take(4));
        Assert.Equal(4, plan.Take(6));
        Assert.Equal(15, plan.Take(1));
        Assert.Equal(16, plan.Length);
    }

    public static TheoryData<string> Networks { get; } = [.. Shapes.Keys];

    private static Dictionary<string, Network> Shapes =>
        new()
        {
            ["linear"] = Network.Linear(2, 3),
            ["mlp"] = Network.Mlp(2, 1, [5, 9, 3], Activation.Tanh),
            ["linear input"] = Network.Mlp(2, 2, [4, 4, 4], Activation.Swish, linearInput: true),
            ["resnet"] = Network.Residual(3, 1, 6, 3, Activation.Gelu),
        };

    /// <summary>A value is still in its place when each of its readers comes: a replay with marks in place of numbers.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void No_value_is_overwritten_before_its_last_reader(string name)
    {
        const int stride = 3;
        var nodes = Shapes[name].Nodes;
        var layout = ForwardLayout.Lean(nodes, stride);
        var owner = new int[layout.Length];
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0)
            {
                AssertThere(nodes[i].Source);
                if (nodes[i].Second >= 0)
                {
                    AssertThere(nodes[i].Second);
                }
            }
            owner.AsSpan(layout.Buffers[i], nodes[i].Width * stride).Fill(i);
        }
        AssertThere(nodes.Count - 1);
        Assert.True(layout.Length <= ForwardLayout.Full(nodes, stride, _ => 0).Length);

        void AssertThere(int node) =>
            Assert.All(
                owner.AsSpan(layout.Buffers[node], nodes[node].Width * stride).ToArray(),
                mark => Assert.Equal(node, mark)
            );
    }
}
