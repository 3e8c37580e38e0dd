"""stand-in map for development"""
from dataclasses import dataclass
import math
@dataclass
class DrawnMap:
    svg:str; scale:int; bar_m:int; cells:dict; symbols:tuple; labels:tuple=()
def draw_map(q,r,*,width_mm,height_mm,langs,folds_mm=(),scale=None):
    pts=[p for l in r.legs for p in l.geometry]
    k=math.cos(math.radians(31.2))
    xs=[p[0]*k*111200 for p in pts]; ys=[p[1]*111200 for p in pts]
    s=max((max(xs)-min(xs))/(width_mm-20),(max(ys)-min(ys))/(height_mm-20))*1000
    s=next(x for x in (2500,4000,5000,7500,10000,15000,20000) if x>=s)
    cx,cy=(max(xs)+min(xs))/2,(max(ys)+min(ys))/2
    P=lambda x,y:((x-cx)*1000/s+width_mm/2,(cy-y)*1000/s+height_mm/2)
    line=' '.join('%.2f,%.2f'%P(x,y) for x,y in zip(xs,ys))
    c=q.theme_by_id[r.request['theme']].colour
    out=f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_mm}mm" height="{height_mm}mm" viewBox="0 0 {width_mm} {height_mm}"><rect width="100%" height="100%" fill="#f4f2ee"/><polyline points="{line}" fill="none" stroke="{c}" stroke-width="1.2"/>'
    cells={}
    for st in r.stops:
        x,y=P(st.lon*k*111200,st.lat*111200)
        out+=f'<circle cx="{x:.2f}" cy="{y:.2f}" r="2.4" fill="{c}"/><text x="{x:.2f}" y="{y+1:.2f}" font-family="Noto Sans CJK SC" font-size="3" font-weight="700" text-anchor="middle" fill="#fff">{st.number}</text>'
        cells[st.id]='ABCDEFGH'[min(7,max(0,int(x//40)))]+str(1+int(y//40))
    return DrawnMap(out+'</svg>',s,200 if s<6000 else 400,cells,('stop','end','line','redrawn'))
def symbol_svg(key,colour='#000'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="6mm" height="4mm" viewBox="0 0 6 4"><circle cx="3" cy="2" r="1.5" fill="{colour}"/></svg>'
