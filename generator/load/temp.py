"""Temporary (coordinator)."""
from generator.load.folder import read_site
from generator.model import Entry, Listing, Stamp
class SiteFolder:
    def __init__(self, root, output, known):
        self.s=read_site(root,output)
        self.by={x.path:x for k in (self.s.seeds,self.s.explainers,self.s.files,self.s.assets) for x in k}
    def list(self):
        e=lambda k:tuple(Entry(x.path,x.kind,x.digest) for x in k)
        s=self.s
        return Listing(e(s.seeds),e(s.explainers),e(s.files),e(s.assets),s.templates,s.problems)
    def read(self,entry): return self.by[entry.path]
    def stamps(self): return {}
