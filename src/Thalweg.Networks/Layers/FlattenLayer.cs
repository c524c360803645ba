namespace Thalweg.Networks.Layers;

/// <summary>The numbers of an image as one vector, channel by channel and row by row.</summary>
public sealed class FlattenLayer(LayerShape input) : Layer(input, LayerShape.Vector(input.Count))
{
    public override string Text => "flatten";

    internal override LayerPass Bind<TLane>() => new Pass();

    private sealed class Pass : LayerPass
    {
        public override bool IsInPlace => true;

        public override void Forward(in LayerFrame frame, bool keeps) { }

        public override void Reverse(in LayerFrame frame) { }

        public override void Push(in LayerFrame frame, in TangentFrame tangent) { }

        public override void Pull(in LayerFrame frame, in TangentFrame tangent) { }
    }
}
